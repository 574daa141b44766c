use ewrap::{CircuitOpen, circuit_breaker};

#[derive(Hash)]
struct Tenant(u8);

struct Client {
    tenant: Tenant,
}

impl Client {
    #[circuit_breaker(name = "db", key = self.tenant)]
    //~                                  ^^^^^^^^^^^ E0277 .. `Tenant` doesn't implement `std::fmt::Debug`
    async fn load(&self) -> Result<u8, CircuitOpen> {
        Ok(self.tenant.0)
    }
}

fn main() {
    drop(Client { tenant: Tenant(1) }.load());
}
