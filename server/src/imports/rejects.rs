//! `GET /api/imports/{import_id}/rejects.csv`.

use super::{read::unguarded, requests::find, store};
use crate::{
    access::Principal,
    db::Database,
    error::ApiResult,
    export::{push_plain, push_text},
    state::State,
};
use axum::{
    body::{Body, Bytes},
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::stream;
use shared::{ids::ImportId, problem::Problem};

/// Rows that are written as one piece.
const TOGETHER: i64 = 1_000;

/// Streams the rows that could not be taken, as they stand in the file, each with its row number and the reason.
#[utoipa::path(get, path = "/api/imports/{import_id}/rejects.csv", tag = "Imports",
    params(("import_id" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn download(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(import_id): Path<String>,
) -> ApiResult<Response> {
    principal.require_editor()?;
    let import = find(&mut state.database.snapshot().await?, &import_id).await?;
    let names: Vec<String> = import.columns.into_iter().map(|column| column.name).collect();
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"rejects-{import_id}.csv\"")),
    ];
    let mut head = "\u{feff}".to_owned();
    let own = ["row", "reason"].map(|name| free(name, &names));
    push_row(&mut head, own.iter().chain(&names).map(String::as_str));
    let file =
        File { database: state.database, import_id: import.import_id, width: names.len(), row: 0, is_over: false };
    Ok((headers, file.into_body(head)).into_response())
}

/// A name that no column of the file has.
fn free(name: &str, taken: &[String]) -> String {
    let mut free = name.to_owned();
    while taken.contains(&free) {
        free.push('_');
    }
    free
}

fn push_row<'t>(text: &mut String, cells: impl Iterator<Item = &'t str>) {
    for (at, cell) in cells.enumerate() {
        text.push_str(if at == 0 { "" } else { "," });
        push_cell(text, cell);
    }
    text.push_str("\r\n");
}

/// What reads back as the file's own cell does. A number is no formula.
fn push_cell(text: &mut String, cell: &str) {
    let (plain, is_guarded) = unguarded(cell);
    if !is_guarded && plain.parse::<f64>().is_ok() { push_plain(text, plain) } else { push_text(text, plain) }
}

/// A file that is being written.
struct File {
    database: Database,
    import_id: ImportId,
    width: usize,
    /// The last row that is written.
    row: i64,
    is_over: bool,
}

impl File {
    fn into_body(self, head: String) -> Body {
        let pieces = stream::unfold((self, Some(head)), |(mut file, head)| async move {
            if let Some(head) = head {
                return Some((Ok(Bytes::from(head)), (file, None)));
            }
            match file.next_piece().await {
                Ok(Some(piece)) => Some((Ok(Bytes::from(piece)), (file, None))),
                Ok(None) => None,
                Err(_) => {
                    file.is_over = true;
                    // The client sees that the file was cut short: it has no proper end.
                    Some((Err(std::io::Error::other("the file could not go on")), (file, None)))
                }
            }
        });
        Body::from_stream(pieces)
    }

    async fn next_piece(&mut self) -> ApiResult<Option<String>> {
        if self.is_over {
            return Ok(None);
        }
        let mut snapshot = self.database.snapshot().await?;
        let rows = store::rejects::behind(&mut snapshot, self.import_id.0, self.row, TOGETHER).await?;
        drop(snapshot);
        let Some((last, ..)) = rows.last() else { return Ok(None) };
        self.row = *last;
        let mut text = String::new();
        for (row, reason, cells) in rows {
            let mut cells: Vec<String> = serde_json::from_str(&cells).unwrap_or_default();
            if cells.len() < self.width {
                cells.resize(self.width, String::new());
            }
            let own = [row.to_string(), reason];
            push_row(&mut text, own.iter().chain(&cells).map(String::as_str));
        }
        Ok(Some(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_read_back_and_are_no_formulas() {
        let mut text = String::new();
        push_row(&mut text, ["=1+1", "'=1", "-5", "a,b", "'-5", "+x"].into_iter());
        assert_eq!(text, "'=1+1,'=1,-5,\"a,b\",'-5,'+x\r\n");
        assert_eq!(free("reason", &["reason".into(), "reason_".into()]), "reason__");
    }
}
