//! From a document to a filter, with every problem on the way.

mod document;
#[cfg(all(test, feature = "oracle"))]
mod mutations;
mod place;
mod reader;

#[cfg(feature = "patterns")]
pub(crate) use place::short;
pub use reader::Finding;
pub(crate) use {document::value_of, place::Place, reader::Reader};
