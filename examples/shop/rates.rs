//! Exchange rates, from a service over HTTP; and that service, on a port of this machine.

use std::io;
use std::net::SocketAddr;
use std::thread;
use std::time::Duration;

use ewrap::circuit_breaker;

use crate::error::ShopError;

pub(crate) struct Rates {
    url: String,
    agent: ureq::Agent,
}

impl Rates {
    pub(crate) fn at(address: SocketAddr) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(5)))
            .build();
        Self { url: format!("http://{address}"), agent: config.into() }
    }

    /// How much of this currency one euro is.
    #[circuit_breaker(name = "rates", threshold = 2)]
    pub(crate) fn rate(&self, currency: &str) -> Result<f64, ShopError> {
        let unreachable = |error| ShopError::RatesUnreachable(Box::new(error));
        let mut answer = self.agent.get(format!("{}/{currency}", self.url)).call().map_err(unreachable)?;
        let seconds = answer.headers().get("retry-after").and_then(|it| it.to_str().ok()?.parse().ok());
        match answer.status().as_u16() {
            200 => {
                let text = answer.body_mut().read_to_string().map_err(unreachable)?;
                text.trim().parse().map_err(|source| ShopError::RatesGarbled { text, source })
            }
            404 => Err(ShopError::NoRate { currency: currency.to_owned() }),
            429 => Err(ShopError::RatesLimited { after: Duration::from_secs(seconds.unwrap_or(1)) }),
            status => Err(ShopError::RatesStatus { status }),
        }
    }
}

/// Serves until the process ends: a rate for dollars, and every way to have none.
pub(crate) fn serve() -> io::Result<SocketAddr> {
    let server = tiny_http::Server::http("127.0.0.1:0").map_err(io::Error::other)?;
    let address = server.server_addr().to_ip().ok_or_else(|| io::Error::other("no address"))?;
    thread::spawn(move || {
        for request in server.incoming_requests() {
            let (status, text) = match request.url() {
                "/USD" => (200, "1.25"),
                "/EUR" => (200, "one"),
                "/GBP" => (429, "slow down"),
                "/CHF" => (500, "out of order"),
                _ => (404, "unknown"),
            };
            let retry = tiny_http::Header::from_bytes("Retry-After", "7").ok().filter(|_| status == 429);
            let mut response = tiny_http::Response::from_string(text).with_status_code(status);
            if let Some(retry) = retry {
                response.add_header(retry);
            }
            // A client that hung up needs no answer.
            let _ = request.respond(response);
        }
    });
    Ok(address)
}
