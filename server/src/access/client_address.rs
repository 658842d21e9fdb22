//! From which address a request comes, when proxies may stand between.

use crate::{error::ApiError, state::State};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

const FORWARDED: &str = "x-forwarded-for";

/// The proxies whose word is believed.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    /// Reads addresses and ranges: `10.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
    ///
    /// # Errors
    /// Names the word that is neither.
    pub fn read(words: &[String]) -> Result<Self, String> {
        let words = words.iter().map(|word| word.trim()).filter(|word| !word.is_empty());
        words.map(range).collect::<Result<_, _>>().map(Self)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|range| range.contains(&address))
    }

    /// The nearest address that is no trusted proxy. Each proxy appends the address that it was called from; what
    /// stands to the left of an untrusted one may be invented.
    #[must_use]
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut nearest = peer.to_canonical();
        let told: Vec<&str> = headers
            .get_all(FORWARDED)
            .iter()
            .flat_map(|value| value.to_str().unwrap_or("unreadable").split(','))
            .map(str::trim)
            .collect();
        for word in told.iter().rev() {
            if !self.trusts(nearest) {
                break;
            }
            let Some(before) = address(word) else { break };
            nearest = before;
        }
        nearest
    }
}

fn range(word: &str) -> Result<IpNet, String> {
    let single = || word.parse::<IpAddr>().ok().map(|address| IpNet::from(address.to_canonical()));
    single().or_else(|| word.parse().ok()).ok_or_else(|| format!("{word:?} is neither an address nor a range (CIDR)"))
}

/// Some proxies write the port too.
fn address(word: &str) -> Option<IpAddr> {
    let address = word.parse().ok().or_else(|| word.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address| address.to_canonical())
}

/// The address of the client that made the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<State> for ClientAddress {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, ApiError> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        // Every socket has a peer; a request without one shares one address with its like.
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        Ok(Self(state.guard.proxies.client(peer, &parts.headers)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(trusted: &[&str], peer: &str, forwarded: &[&str]) -> String {
        let words: Vec<String> = trusted.iter().map(|word| (*word).to_owned()).collect();
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED, value.parse().unwrap());
        }
        TrustedProxies::read(&words).unwrap().client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(client(&[], "198.51.100.7", &["203.0.113.9"]), "198.51.100.7");
        assert_eq!(client(&["10.0.0.0/8"], "10.1.2.3", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(client(&["10.0.0.0/8"], "11.1.2.3", &["203.0.113.9"]), "11.1.2.3");
        assert_eq!(client(&["10.0.0.1"], "::ffff:10.0.0.1", &["203.0.113.9:4711"]), "203.0.113.9");
        assert_eq!(client(&["fd00::/8"], "fd00::1", &["[2001:db8::1]:80"]), "2001:db8::1");
    }

    #[test]
    fn an_invented_beginning_is_not_believed() {
        assert_eq!(client(&["10.0.0.0/8"], "10.0.0.1", &["192.0.2.1, 203.0.113.9, 10.0.0.2"]), "203.0.113.9");
        assert_eq!(client(&["10.0.0.0/8"], "10.0.0.1", &["192.0.2.1", "203.0.113.9"]), "203.0.113.9");
        assert_eq!(client(&["10.0.0.0/8"], "10.0.0.1", &["192.0.2.1, unknown"]), "10.0.0.1");
        assert_eq!(client(&["10.0.0.0/8"], "10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn what_is_no_range_is_refused() {
        assert!(TrustedProxies::read(&["10.0.0.0/33".into()]).is_err());
        assert!(TrustedProxies::read(&["proxy".into()]).unwrap_err().contains("proxy"));
        assert!(TrustedProxies::read(&[String::new(), " 10.0.0.1 ".into()]).unwrap().trusts([10, 0, 0, 1].into()));
    }
}
