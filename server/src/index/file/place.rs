//! Where the file is, and how it gets there.

use super::{
    audience::{read, write},
    frame::{FrameReader, FrameWriter, Unfit},
    header::Header,
};
use crate::index::audience::Audience;
use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufReader, BufWriter},
    path::{Path, PathBuf},
};

/// Bytes that are written or read at once.
const BUFFER: usize = 1 << 20;

/// The place of the file in the data folder.
#[derive(Clone, Debug)]
pub(in crate::index) struct IndexFile {
    folder: PathBuf,
}

/// A file whose header was read.
pub(in crate::index) struct Opened {
    pub header: Header,
    /// Its bytes.
    pub bytes: u64,
    frames: FrameReader<BufReader<File>>,
}

impl IndexFile {
    pub fn of(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    fn path(&self) -> PathBuf {
        self.folder.join("index.snapshot")
    }

    /// Where it is written before it is whole.
    fn beside(&self) -> PathBuf {
        self.folder.join("index.snapshot.new")
    }

    /// Opens the file and reads its header; `None` where there is no file.
    pub fn open(&self) -> io::Result<Option<Result<Opened, Unfit>>> {
        let file = match File::open(self.path()) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let bytes = file.metadata()?.len();
        let opened = FrameReader::begin(BufReader::with_capacity(BUFFER, file)).and_then(|mut frames| {
            let header = frames.take()?;
            Ok(Opened { header, bytes, frames })
        });
        Ok(Some(opened))
    }

    /// Writes what is held beside the place of the file. From then on it may change.
    pub fn write(&self, header: &Header, audience: &Audience) -> io::Result<Unplaced> {
        let beside = self.beside();
        let written = write_beside(&beside, header, audience);
        if written.is_err() {
            // What is left of it is in nobody's way; the next one is written over it.
            let _ = fs::remove_file(&beside);
        }
        Ok(Unplaced { place: self.clone(), file: written? })
    }

    /// Removes the file, and what is left of one that was not finished.
    pub fn remove(&self) -> io::Result<()> {
        for path in [self.path(), self.beside()] {
            match fs::remove_file(path) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// A file that is written and not in its place yet.
pub(in crate::index) struct Unplaced {
    place: IndexFile,
    file: File,
}

impl Unplaced {
    /// Puts it in its place once the disk has it. Its bytes.
    pub fn place(self) -> io::Result<u64> {
        let Self { place, file } = self;
        file.sync_all()?;
        let bytes = file.metadata()?.len();
        fs::rename(place.beside(), place.path())?;
        // Only then the name is sure to be there after the machine has stopped.
        #[cfg(unix)]
        File::open(&place.folder)?.sync_all()?;
        Ok(bytes)
    }
}

fn write_beside(beside: &Path, header: &Header, audience: &Audience) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut frames = FrameWriter::begin(BufWriter::with_capacity(BUFFER, options.open(beside)?))?;
    frames.put(header)?;
    write(audience, &mut frames)?;
    frames.end().into_inner().map_err(io::IntoInnerError::into_error)
}

impl Opened {
    /// Reads the rest.
    pub fn read(mut self) -> Result<Audience, Unfit> {
        let audience = read(&mut self.frames)?;
        self.frames.end()?;
        if audience.users() == self.header.users { Ok(audience) } else { Err(Unfit::Damaged) }
    }
}
