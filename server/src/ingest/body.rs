//! The bytes of a request, inflated when they are compressed; limits hold before and after.

use axum::body::{Body, to_bytes};
use flate2::bufread::MultiGzDecoder;
use std::{io::Read, time::Duration};

/// Most bytes of a request, as sent and inflated.
pub(super) const LARGEST: usize = 500 << 10;
/// How long a client may take to send its body.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why there is no body.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum BadBody {
    /// It is wrong, for this reason.
    Wrong(String),
    /// It did not arrive, or not in whole.
    Late,
}

/// Reads a body. Whether it is compressed is told by its first bytes, never by a header.
pub(super) async fn read(body: Body) -> Result<Vec<u8>, BadBody> {
    let bytes = match tokio::time::timeout(PATIENCE, to_bytes(body, LARGEST)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(error)) if is_too_large(&error) => return Err(BadBody::Wrong(too_large())),
        // The client hung up in the middle: what it sent is nobody's mistake.
        Ok(Err(_)) | Err(_) => return Err(BadBody::Late),
    };
    if bytes.starts_with(&[0x1f, 0x8b]) { inflate(&bytes) } else { Ok(bytes.into()) }
}

fn is_too_large(error: &axum::Error) -> bool {
    std::error::Error::source(error).is_some_and(|inner| inner.is::<http_body_util::LengthLimitError>())
}

fn too_large() -> String {
    format!("A request has at most {LARGEST} bytes, and no more when it is inflated.")
}

fn inflate(bytes: &[u8]) -> Result<Vec<u8>, BadBody> {
    let mut inflated = Vec::with_capacity((bytes.len() * 4).min(LARGEST + 1));
    let mut reader = MultiGzDecoder::new(bytes).take(LARGEST as u64 + 1);
    if reader.read_to_end(&mut inflated).is_err() {
        return Err(BadBody::Wrong("The body begins like gzip and cannot be inflated.".into()));
    }
    if inflated.len() > LARGEST { Err(BadBody::Wrong(too_large())) } else { Ok(inflated) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[tokio::test]
    async fn bodies_are_inflated_when_they_begin_like_gzip() {
        assert_eq!(read(Body::from("{}")).await, Ok(b"{}".to_vec()));
        assert_eq!(read(Body::from(gzip(b"{}"))).await, Ok(b"{}".to_vec()));
        let mut cut = gzip(b"{\"batch\": []}");
        cut.truncate(cut.len() - 4);
        assert!(matches!(read(Body::from(cut)).await, Err(BadBody::Wrong(_))));
    }

    #[tokio::test]
    async fn limits_hold_before_and_after_inflation() {
        assert_eq!(read(Body::from(vec![b' '; LARGEST])).await.map(|bytes| bytes.len()), Ok(LARGEST));
        assert_eq!(read(Body::from(vec![b' '; LARGEST + 1])).await, Err(BadBody::Wrong(too_large())));
        assert_eq!(read(Body::from(gzip(&vec![b' '; LARGEST]))).await.map(|bytes| bytes.len()), Ok(LARGEST));
        // A bomb: 50 KB that would be 50 MB.
        assert_eq!(read(Body::from(gzip(&vec![b' '; 50 << 20]))).await, Err(BadBody::Wrong(too_large())));
    }
}
