//! The rules of ARCHITECTURE.md, read off the sources.
