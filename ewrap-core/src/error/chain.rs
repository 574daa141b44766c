//! From layer to layer by std's `source`, and back to the types that errors had.

use std::error::Error as StdError;
use std::io;
use std::mem;

use super::node::Body;
use super::{Error, SharedError};

impl Error {
    /// This error and its causes, the outermost first. A layer that stands for another error is shown as that error.
    ///
    /// ```
    /// use ewrap::{Error, ResultExt};
    /// use std::num::ParseIntError;
    ///
    /// let error = "x".parse::<u8>().wrap("bad port").unwrap_err();
    /// let texts: Vec<String> = error.chain().map(ToString::to_string).collect();
    /// assert_eq!(texts, ["bad port", "invalid digit found in string"]);
    /// assert!(error.chain().any(|it| it.is::<ParseIntError>()));
    /// ```
    #[must_use]
    pub fn chain(&self) -> Chain<'_> {
        Chain(Some(self))
    }

    /// The last of the [`chain`](Self::chain).
    #[must_use]
    pub fn root_cause(&self) -> &(dyn StdError + 'static) {
        self.chain().last().unwrap_or(self)
    }

    /// The first error of this type among this one and its causes.
    ///
    /// ```
    /// use ewrap::{Error, ResultExt};
    ///
    /// let error = std::fs::read("/no/such/file").wrap("no settings").unwrap_err();
    /// let io = error.downcast_ref::<std::io::Error>().unwrap();
    /// assert_eq!(io.kind(), std::io::ErrorKind::NotFound);
    /// ```
    #[must_use]
    pub fn downcast_ref<T: StdError + 'static>(&self) -> Option<&T> {
        self.chain().find_map(|it| match it.downcast_ref::<T>() {
            Some(found) => Some(found),
            None => it.downcast_ref::<io::Error>()?.get_ref()?.downcast_ref::<T>(),
        })
    }

    /// Whether this error, or one of its causes, is of this type.
    #[must_use]
    pub fn is<T: StdError + 'static>(&self) -> bool {
        self.downcast_ref::<T>().is_some()
    }

    /// The error of this type that a layer stands for, without the layers around it.
    ///
    /// ```
    /// use ewrap::Error;
    /// use std::num::ParseIntError;
    ///
    /// let error = Error::from_error("x".parse::<u8>().unwrap_err()).wrap("bad port");
    /// let error: ParseIntError = error.downcast()?;
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The error itself if no layer stands for such a one. One deeper inside, the cause of a foreign error, cannot be
    /// taken out.
    pub fn downcast<T: StdError + Send + Sync + 'static>(self) -> Result<T, Self> {
        let is = |body: &Body| body.as_error().is_some_and(<dyn StdError>::is::<T>);
        if !std::iter::successors(Some(&self), |it| it.0.cause.as_ref()).any(|it| is(&it.0.body)) {
            return Err(self);
        }
        let mut at = self;
        while !is(&at.0.body) {
            match at.0.cause.take() {
                Some(cause) => at = cause,
                None => return Err(at),
            }
        }
        let boxed = mem::replace(&mut at.0.body, Body::Literal("")).into_boxed();
        match boxed.and_then(|it| it.downcast::<T>().ok()) {
            Some(found) => Ok(*found),
            None => unreachable!("it was asked for its type"),
        }
    }
}

/// The iterator of [`Error::chain`].
#[derive(Debug, Clone)]
pub struct Chain<'a>(Option<&'a (dyn StdError + 'static)>);

impl<'a> Iterator for Chain<'a> {
    type Item = &'a (dyn StdError + 'static);

    fn next(&mut self) -> Option<Self::Item> {
        let error = self.0?;
        self.0 = error.source();
        Some(stands_for(error))
    }
}

/// The error that a layer of ours stands for, or itself.
fn stands_for<'a>(error: &'a (dyn StdError + 'static)) -> &'a (dyn StdError + 'static) {
    let own = match error.downcast_ref::<SharedError>() {
        Some(shared) => Some(shared.as_error()),
        None => error.downcast_ref::<Error>(),
    };
    own.map_or(error, |own| own.bottom().body.as_error().unwrap_or(error))
}
