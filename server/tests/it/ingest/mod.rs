//! Tests of the slice `ingest`.
