//! A real database file (`SQLite`), a small pool of connections to it, and the connection that takes it away.
//!
//! The file is in rollback-journal mode: there an exclusive lock shuts out readers too, which in WAL mode it would not.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, params};
use tokio::task::spawn_blocking;

use crate::Failure;
use crate::profiles::{Profile, ProfileError};

#[derive(Debug)]
pub(crate) struct Database {
    path: PathBuf,
    busy_timeout: Duration,
    idle: Mutex<Vec<Connection>>,
}

/// Longer than any reader holds its lock.
const PATIENCE_OF_THE_TAKER: Duration = Duration::from_secs(5);

impl Database {
    /// Makes the file, fills it, and opens a connection for each caller.
    pub(crate) fn create(
        directory: &Path,
        users: u32,
        busy_timeout: Duration,
        connections: u32,
    ) -> Result<Self, Failure> {
        let path = directory.join("users.sqlite");
        fill(&mut Connection::open(&path)?, users)?;
        let database = Self { path, busy_timeout, idle: Mutex::default() };
        for _ in 0..connections {
            let reader = database.open_reader()?;
            database.put_back(reader);
        }
        Ok(database)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Reads one profile, on a thread that may block.
    pub(crate) async fn read(self: &Arc<Self>, id: u32) -> Result<Profile, ProfileError> {
        let database = Arc::clone(self);
        let read = spawn_blocking(move || {
            let connection = database.take_idle().map_or_else(|| database.open_reader(), Ok)?;
            let profile = select(&connection, id);
            database.put_back(connection);
            profile
        });
        Ok(read.await??)
    }

    /// Takes the database away from everybody else, until the lock is released.
    pub(crate) async fn lock(&self) -> Result<ExclusiveLock, Failure> {
        let path = self.path.clone();
        spawn_blocking(move || {
            let connection = Connection::open(path)?;
            connection.busy_timeout(PATIENCE_OF_THE_TAKER)?;
            connection.execute_batch("BEGIN EXCLUSIVE")?;
            Ok(ExclusiveLock(connection))
        })
        .await?
    }

    fn open_reader(&self) -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.busy_timeout(self.busy_timeout)?;
        Ok(connection)
    }

    fn take_idle(&self) -> Option<Connection> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn put_back(&self, connection: Connection) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }
}

/// The connection that has the database for itself.
#[derive(Debug)]
pub(crate) struct ExclusiveLock(Connection);

impl ExclusiveLock {
    pub(crate) async fn release(self) -> Result<(), Failure> {
        Ok(spawn_blocking(move || self.0.execute_batch("ROLLBACK")).await??)
    }
}

fn fill(connection: &mut Connection, users: u32) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    let transaction = connection.transaction()?;
    transaction.execute_batch("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, plan TEXT NOT NULL)")?;
    {
        let mut insert = transaction.prepare("INSERT INTO users (id, name, plan) VALUES (?1, ?2, ?3)")?;
        for id in 1..=users {
            let plan = if id % 3 == 0 { "team" } else { "solo" };
            insert.execute(params![id, format!("Ada the {id}."), plan])?;
        }
    }
    transaction.commit()
}

fn select(connection: &Connection, id: u32) -> rusqlite::Result<Profile> {
    let mut statement = connection.prepare_cached("SELECT name, plan FROM users WHERE id = ?1")?;
    statement.query_row([id], |row| Ok(Profile { name: row.get(0)?, plan: Some(row.get(1)?) }))
}
