//! Frames: each part with its length and a checksum, in an order that is always the same.

use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use thiserror::Error;

/// What every file of ours begins with; the number is that of the form, which changes whenever a part does.
const BEGINNING: &[u8; 20] = b"rollcall index 0002\n";
/// Longer parts there are none.
const LONGEST: u64 = 1 << 36;
/// Bytes that are made room for at once, before it is known that they are there.
const AT_ONCE: u64 = 1 << 24;

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(in crate::index) enum Unfit {
    /// It is none of ours, or one of another form.
    #[error("it is of another form")]
    Form,
    /// It is not what was written.
    #[error("it is damaged")]
    Damaged,
    /// Another version of the server wrote it.
    #[error("it is of another version")]
    Version,
    /// It is of another database, or of one that went another way since.
    #[error("it is of another database")]
    Foreign,
    /// The changes since do not tell what is different.
    #[error("it is too old")]
    Old,
    /// It needs more memory than the index may have.
    #[error("it is too large")]
    TooLarge,
}

/// The checksum of a frame at a place, so that frames cannot change places.
fn checksum(place: u32, bytes: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&place.to_le_bytes());
    hasher.update(bytes);
    hasher.finalize()
}

/// Writes frames.
pub(in crate::index) struct FrameWriter<W> {
    to: W,
    place: u32,
}

impl<W: Write> FrameWriter<W> {
    pub fn begin(mut to: W) -> io::Result<Self> {
        to.write_all(BEGINNING)?;
        Ok(Self { to, place: 0 })
    }

    pub fn put(&mut self, part: &impl Serialize) -> io::Result<()> {
        let bytes = postcard::to_allocvec(part).map_err(io::Error::other)?;
        self.to.write_all(&(bytes.len() as u64).to_le_bytes())?;
        self.to.write_all(&checksum(self.place, &bytes).to_le_bytes())?;
        self.to.write_all(&bytes)?;
        self.place += 1;
        Ok(())
    }

    /// What was written to.
    pub fn end(self) -> W {
        self.to
    }
}

/// Reads frames, each into the same buffer.
pub(in crate::index) struct FrameReader<R> {
    from: R,
    place: u32,
    buffer: Vec<u8>,
}

impl<R: Read> FrameReader<R> {
    pub fn begin(mut from: R) -> Result<Self, Unfit> {
        let mut beginning = [0; BEGINNING.len()];
        from.read_exact(&mut beginning).map_err(|_| Unfit::Form)?;
        if beginning != *BEGINNING {
            return Err(Unfit::Form);
        }
        Ok(Self { from, place: 0, buffer: Vec::new() })
    }

    pub fn take<'a, T: Deserialize<'a>>(&'a mut self) -> Result<T, Unfit> {
        let (mut length, mut sum) = ([0; 8], [0; 4]);
        self.from.read_exact(&mut length).map_err(|_| Unfit::Damaged)?;
        self.from.read_exact(&mut sum).map_err(|_| Unfit::Damaged)?;
        let length = u64::from_le_bytes(length);
        if length > LONGEST {
            return Err(Unfit::Damaged);
        }
        self.buffer.clear();
        self.buffer.shrink_to(AT_ONCE as usize);
        self.buffer.reserve(length.min(AT_ONCE) as usize);
        let read = (&mut self.from).take(length).read_to_end(&mut self.buffer).map_err(|_| Unfit::Damaged)?;
        if read as u64 != length || checksum(self.place, &self.buffer) != u32::from_le_bytes(sum) {
            return Err(Unfit::Damaged);
        }
        self.place += 1;
        let (part, rest) = postcard::take_from_bytes(&self.buffer).map_err(|_| Unfit::Damaged)?;
        if rest.is_empty() { Ok(part) } else { Err(Unfit::Damaged) }
    }

    /// Nothing follows.
    pub fn end(mut self) -> Result<(), Unfit> {
        match self.from.read(&mut [0]) {
            Ok(0) => Ok(()),
            Ok(_) | Err(_) => Err(Unfit::Damaged),
        }
    }
}
