//! The rows of a file, read ahead in a thread of their own: a few pieces wait, and no more.

use super::read::{ReadError, Row, open};
use shared::api::imports::FileFormat;
use std::path::PathBuf;
use tokio::sync::mpsc;

/// Rows of a piece, and bytes at which it is full.
const PIECE: (usize, usize) = (250, 128 << 10);
/// Pieces that wait.
const WAITING: usize = 8;
/// Bytes at which a batch is full.
const BATCH_BYTES: usize = 2 << 20;

type Piece = Result<Vec<Row>, ReadError>;

/// Rows as they are asked for.
pub(super) struct Feed {
    pieces: mpsc::Receiver<Piece>,
    waiting: Option<Vec<Row>>,
}

impl Feed {
    /// Begins behind the heads and so many rows.
    pub(super) fn start(path: PathBuf, format: FileFormat, behind: u64) -> Self {
        let (sender, pieces) = mpsc::channel(WAITING);
        tokio::task::spawn_blocking(move || {
            if let Err(error) = read(path, format, behind, &sender) {
                // Whoever asked is gone only when nobody wants to know.
                let _ = sender.blocking_send(Err(error));
            }
        });
        Self { pieces, waiting: None }
    }

    /// The next rows, about so many; none at the end of the file.
    pub(super) async fn next(&mut self, most: usize) -> Piece {
        let mut rows = Vec::new();
        let mut bytes = 0;
        while rows.len() < most && bytes < BATCH_BYTES {
            let mut piece = match self.waiting.take() {
                Some(piece) => piece,
                None => match self.pieces.recv().await {
                    None => break,
                    Some(piece) => piece?,
                },
            };
            let wanted = most - rows.len();
            if piece.len() > wanted {
                self.waiting = Some(piece.split_off(wanted));
            }
            bytes += piece.iter().map(|row| row.cells.as_slice().len()).sum::<usize>();
            rows.append(&mut piece);
        }
        Ok(rows)
    }
}

fn read(path: PathBuf, format: FileFormat, behind: u64, sender: &mpsc::Sender<Piece>) -> Result<(), ReadError> {
    let mut rows = open(&path, format)?;
    rows.skip(1 + behind)?;
    let (mut piece, mut bytes) = (Vec::with_capacity(PIECE.0), 0);
    while let Some(row) = rows.next_row()? {
        bytes += row.cells.as_slice().len();
        piece.push(row);
        if piece.len() >= PIECE.0 || bytes >= PIECE.1 {
            if sender.blocking_send(Ok(std::mem::take(&mut piece))).is_err() {
                return Ok(());
            }
            bytes = 0;
        }
    }
    if !piece.is_empty() {
        // As above.
        let _ = sender.blocking_send(Ok(piece));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::imports::Encoding;

    #[tokio::test]
    async fn rows_come_as_many_as_are_asked_for() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let text: String = (0..1_000).map(|number| format!("{number}\n")).collect();
        std::fs::write(file.path(), format!("id\n{text}")).unwrap();
        let format = FileFormat { encoding: Encoding::Utf8, delimiter: ',' };
        let mut feed = Feed::start(file.path().to_owned(), format, 10);
        let mut numbers = Vec::new();
        let mut sizes = Vec::new();
        loop {
            let rows = feed.next(300).await.unwrap();
            if rows.is_empty() {
                break;
            }
            sizes.push(rows.len());
            numbers.extend(rows.iter().map(|row| (row.number, row.cells[0].to_owned())));
        }
        assert_eq!(sizes, [300, 300, 300, 90]);
        assert_eq!(numbers[0], (12, "10".to_owned()));
        assert_eq!(numbers.len(), 990);
    }
}
