//! What an address says of the applied filter: `f` carries it, `fid` names one that the server keeps, `seg` the
//! segment that it is or began with.

use super::query::Query;

/// A filter in an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FilterAddress {
    /// The filter itself. Without it the segment's filter is meant.
    pub written: Option<Written>,
    /// The segment's id as it stands there.
    pub segment: Option<String>,
}

/// How a filter is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Written {
    /// `f`: all of it.
    Whole(String),
    /// `fid`: its id at the server.
    Kept(String),
}

impl Written {
    fn pair(&self) -> (&'static str, &str) {
        match self {
            Self::Whole(text) => ("f", text),
            Self::Kept(id) => ("fid", id),
        }
    }
}

impl FilterAddress {
    /// Reads it from a query.
    pub fn parse(query: &Query) -> Self {
        let whole = query.get("f").map(|text| Written::Whole(text.to_owned()));
        Self {
            written: whole.or_else(|| query.get("fid").map(|id| Written::Kept(id.to_owned()))),
            segment: query.get("seg").map(ToOwned::to_owned),
        }
    }

    /// Its pairs, as they stand in the address.
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let segment = self.segment.as_deref().map(|segment| ("seg", segment));
        segment.into_iter().chain(self.written.as_ref().map(Written::pair))
    }

    /// As it stands in the address, for people to copy.
    pub fn raw(&self) -> String {
        self.pairs().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_through_a_query_unchanged() {
        let (whole, kept) = (Written::Whole("1.a-_".into()), Written::Kept("x1".into()));
        for written in [None, Some(whole), Some(kept)] {
            for segment in [None, Some("7".to_owned())] {
                let address = FilterAddress { written: written.clone(), segment };
                let mut query = Query::default();
                for (key, value) in address.pairs() {
                    query.push(key, value);
                }
                assert_eq!(FilterAddress::parse(&query), address);
            }
        }
    }

    #[test]
    fn a_whole_filter_goes_before_a_kept_one() {
        let address = FilterAddress::parse(&Query::parse("?fid=x&f=1.a&seg=7"));
        assert_eq!(address.raw(), "seg=7&f=1.a");
    }
}
