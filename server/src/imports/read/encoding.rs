//! The form of a file's characters: found by its mark, else by what stands in it, and read as UTF-8.

use encoding_rs::{CoderResult, Decoder, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use shared::api::imports::Encoding;
use std::io::{self, Read};

/// Bytes of a file that are looked at to guess what it is.
pub(super) const START: usize = 64 << 10;
/// Bytes that are decoded at once.
const CHUNK: usize = 32 << 10;
/// Most bytes of one row.
const LONGEST_ROW: usize = 1 << 20;

/// Guesses the form of a file by its first bytes; `None` where it is UTF-8 or Windows-1252, which only its whole tells.
///
/// # Errors
/// For what is no text, in a sentence.
pub(super) fn guess(start: &[u8]) -> Result<Option<Encoding>, String> {
    match start {
        [0xef, 0xbb, 0xbf, ..] => return Ok(Some(Encoding::Utf8)),
        [0xff, 0xfe, ..] => return Ok(Some(Encoding::Utf16Le)),
        [0xfe, 0xff, ..] => return Ok(Some(Encoding::Utf16Be)),
        [b'P', b'K', 3, 4, ..] => {
            return Err("This is a spreadsheet or an archive, not CSV. Save the sheet as CSV first.".into());
        }
        _ => {}
    }
    let zeros = |rest: usize| start.iter().skip(rest).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Where most letters are western, every other byte of UTF-16 is zero.
    if start.len() >= 4 && odd * 4 > start.len() && even * 16 < odd {
        return Ok(Some(Encoding::Utf16Le));
    }
    if start.len() >= 4 && even * 4 > start.len() && odd * 16 < even {
        return Ok(Some(Encoding::Utf16Be));
    }
    let control = |byte: &&u8| **byte < 32 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a);
    let controls = start.iter().filter(control).count();
    if even + odd > 0 || controls * 50 > start.len() {
        return Err("This is no text: it holds bytes that no CSV has.".into());
    }
    Ok(None)
}

/// Whether all of a file is UTF-8.
///
/// # Errors
/// When it cannot be read.
pub(super) fn is_utf8(file: &mut impl Read) -> io::Result<bool> {
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    let (mut bytes, mut text) = (vec![0; CHUNK], vec![0; CHUNK * 3 + 16]);
    loop {
        let length = read_some(file, &mut bytes)?;
        let is_last = length == 0;
        let (result, ..) = decoder.decode_to_utf8_without_replacement(&bytes[..length], &mut text, is_last);
        match result {
            encoding_rs::DecoderResult::Malformed(..) => return Ok(false),
            encoding_rs::DecoderResult::InputEmpty | encoding_rs::DecoderResult::OutputFull if is_last => {
                return Ok(true);
            }
            encoding_rs::DecoderResult::InputEmpty | encoding_rs::DecoderResult::OutputFull => {}
        }
    }
}

fn read_some(file: &mut impl Read, bytes: &mut [u8]) -> io::Result<usize> {
    loop {
        match file.read(bytes) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// A file read as UTF-8, without its mark.
pub(super) struct Decoding<R> {
    file: R,
    decoder: Decoder,
    bytes: Vec<u8>,
    /// Bytes that are read and not decoded.
    waiting: std::ops::Range<usize>,
    text: Vec<u8>,
    /// Text that is decoded and not handed out.
    ready: std::ops::Range<usize>,
    is_at_end: bool,
    is_over: bool,
    /// Bytes that were handed out since the last row began.
    of_row: usize,
}

/// A row goes on for too long; a quote that never ends makes one of the rest of the file.
#[derive(Debug, thiserror::Error)]
#[error("a row is too long")]
pub(super) struct RowTooLong;

impl<R: Read> Decoding<R> {
    pub(super) fn new(file: R, encoding: Encoding) -> Self {
        let encoding = match encoding {
            Encoding::Utf8 => UTF_8,
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Windows1252 => WINDOWS_1252,
        };
        Self {
            file,
            decoder: encoding.new_decoder_with_bom_removal(),
            bytes: vec![0; CHUNK],
            waiting: 0..0,
            text: vec![0; CHUNK * 3 + 16],
            ready: 0..0,
            is_at_end: false,
            is_over: false,
            of_row: 0,
        }
    }

    /// A row begins.
    pub(super) fn begin_row(&mut self) {
        self.of_row = 0;
    }

    fn fill(&mut self) -> io::Result<()> {
        while self.ready.is_empty() && !self.is_over {
            if self.waiting.is_empty() && !self.is_at_end {
                let length = read_some(&mut self.file, &mut self.bytes)?;
                self.waiting = 0..length;
                self.is_at_end = length == 0;
            }
            let bytes = &self.bytes[self.waiting.clone()];
            let (result, read, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.text, self.is_at_end);
            self.waiting.start += read;
            self.ready = 0..written;
            self.is_over = self.is_at_end && result == CoderResult::InputEmpty;
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.fill()?;
        let length = buffer.len().min(self.ready.len());
        let from = self.ready.start;
        buffer[..length].copy_from_slice(&self.text[from..from + length]);
        self.ready.start += length;
        self.of_row += length;
        if self.of_row > LONGEST_ROW {
            return Err(io::Error::other(RowTooLong));
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    fn read(bytes: &[u8], encoding: Encoding) -> String {
        let mut text = String::new();
        Decoding::new(bytes, encoding).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn forms_are_told_by_mark_or_content() {
        let text = "id,name\r\n1,Zoë\r\n";
        assert_eq!(guess("\u{feff}id".as_bytes()), Ok(Some(Encoding::Utf8)));
        assert_eq!(guess(&utf16(&format!("\u{feff}{text}"), false)), Ok(Some(Encoding::Utf16Le)));
        assert_eq!(guess(&utf16(&format!("\u{feff}{text}"), true)), Ok(Some(Encoding::Utf16Be)));
        assert_eq!(guess(&utf16(text, false)), Ok(Some(Encoding::Utf16Le)));
        assert_eq!(guess(&utf16(text, true)), Ok(Some(Encoding::Utf16Be)));
        assert_eq!(guess(text.as_bytes()), Ok(None));
        for binary in [&b"PK\x03\x04abc"[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"a,b\n\0\x01\x02\x03"] {
            assert!(guess(binary).is_err(), "{binary:?}");
        }
        assert!(is_utf8(&mut text.as_bytes()).unwrap() && is_utf8(&mut &b""[..]).unwrap());
        assert!(!is_utf8(&mut &b"Zo\xeb"[..]).unwrap() && !is_utf8(&mut &b"Zo\xc3"[..]).unwrap());
        let long = "ë".repeat(CHUNK);
        assert!(is_utf8(&mut format!("x{long}").as_bytes()).unwrap());
    }

    #[test]
    fn every_form_reads_as_the_same_text() {
        let text = "name\nZoë „€“ 𝄞\n".repeat(9_000);
        let marked = format!("\u{feff}{text}");
        assert_eq!(read(marked.as_bytes(), Encoding::Utf8), text);
        assert_eq!(read(&utf16(&marked, false), Encoding::Utf16Le), text);
        assert_eq!(read(&utf16(&marked, true), Encoding::Utf16Be), text);
        assert_eq!(read(b"Zo\xeb \x80", Encoding::Windows1252), "Zoë €");
    }

    #[test]
    fn a_row_without_an_end_is_stopped() {
        let endless = vec![b'x'; LONGEST_ROW * 3];
        let error = Decoding::new(&endless[..], Encoding::Utf8).read_to_end(&mut Vec::new()).unwrap_err();
        assert!(error.get_ref().is_some_and(|inner| inner.is::<RowTooLong>()));
    }
}
