use ewrap::{CircuitOpen, circuit_breaker};

struct Tree;

impl Tree {
    #[circuit_breaker(name = "db")]
    async fn load(&self, id: u64) -> Result<u64, CircuitOpen> {
//~ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0733 .. recursion in an async fn requires boxing
        if id == 0 { Ok(0) } else { self.load(id - 1).await }
    }
}

fn main() {
    drop(Tree.load(1));
}
