//! Why a request had no answer that could be used.

use shared::problem::Problem;

/// A request that failed, as the page tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The server could not be reached.
    Network,
    /// The page itself gave the request up; nothing is to be shown.
    Aborted,
    /// The server answered with an error.
    Status {
        /// The status of the answer.
        status: u16,
        /// The server's words; absent where something in between answered.
        problem: Option<Box<Problem>>,
    },
    /// The answer was not what this version of the page understands.
    Unreadable,
}

impl Failure {
    /// Whether trying again by itself can help: the network and a busy server, nothing else.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Network => true,
            Self::Status { status, .. } => *status == 503,
            Self::Aborted | Self::Unreadable => false,
        }
    }

    /// Whether the session is missing or has ended.
    pub fn is_signed_out(&self) -> bool {
        matches!(self, Self::Status { status: 401, .. })
    }

    /// Whether the account may not do this.
    pub fn is_forbidden(&self) -> bool {
        matches!(self, Self::Status { status: 403, .. })
    }

    /// Whether what was asked about is not there.
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Status { status: 404, .. })
    }

    /// What happened, in a sentence for the person who waits.
    pub fn reason(&self) -> String {
        match self {
            Self::Network => "The server cannot be reached.".into(),
            Self::Aborted => "The request was given up.".into(),
            Self::Status { problem: Some(problem), .. } => told(problem),
            Self::Status { status, problem: None } => format!("The server answered with the status {status}."),
            Self::Unreadable => {
                "The answer could not be read. A newer version may run on the server: reload the page.".into()
            }
        }
    }

    /// The same with all that is wrong, as where a whole document was sent.
    pub fn full_reason(&self) -> String {
        match self {
            Self::Status { problem: Some(problem), .. } if !problem.errors.is_empty() => {
                let details: Vec<_> = problem.errors.iter().map(|error| error.detail.as_str()).collect();
                details.join(" ")
            }
            Self::Network | Self::Aborted | Self::Status { .. } | Self::Unreadable => self.reason(),
        }
    }

    /// What finds the request in the server's log.
    pub fn request_id(&self) -> Option<String> {
        match self {
            Self::Status { problem: Some(problem), .. } => {
                Some(problem.request_id.clone()).filter(|request_id| !request_id.is_empty())
            }
            Self::Network | Self::Aborted | Self::Status { problem: None, .. } | Self::Unreadable => None,
        }
    }

    /// Whether all that is wrong is at these places of the request, where it is said already.
    pub fn is_only_at(&self, pointers: &[&str]) -> bool {
        matches!(self, Self::Status { problem: Some(problem), .. }
            if !problem.errors.is_empty() && problem.errors.iter().all(|error| pointers.contains(&&*error.pointer)))
    }

    /// What the server says of one place of the request.
    pub fn at(&self, pointer: &str) -> Option<String> {
        match self {
            Self::Status { problem: Some(problem), .. } => {
                problem.errors.iter().find(|error| error.pointer == pointer).map(|error| error.detail.clone())
            }
            Self::Network | Self::Aborted | Self::Status { problem: None, .. } | Self::Unreadable => None,
        }
    }
}

/// What is wrong at places of the request, as much as is read at once; else the server's sentence; else its title.
fn told(problem: &Problem) -> String {
    const MOST: usize = 3;
    let mut details: Vec<_> = problem.errors.iter().map(|error| error.detail.as_str()).collect();
    details.dedup();
    match details.len() {
        0 if problem.detail.is_empty() => problem.title.clone(),
        0 => problem.detail.clone(),
        count if count <= MOST => details.join(" "),
        count => format!("{} And {} more.", details[..MOST].join(" "), count - MOST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::problem::ProblemAt;

    #[test]
    fn only_the_network_and_a_busy_server_are_tried_again() {
        let status = |status| Failure::Status { status, problem: None };
        assert!(Failure::Network.is_passing() && status(503).is_passing());
        for failure in [status(500), status(400), status(401), Failure::Unreadable, Failure::Aborted] {
            assert!(!failure.is_passing(), "{failure:?}");
        }
    }

    #[test]
    fn the_words_of_the_server_come_first() {
        let problem = Problem {
            kind: "about:blank".into(),
            title: "Bad request".into(),
            status: 400,
            detail: "The page is beyond row 10,000.".into(),
            errors: Vec::new(),
            request_id: "r-1".into(),
        };
        let failure = Failure::Status { status: 400, problem: Some(problem.into()) };
        assert_eq!(failure.reason(), "The page is beyond row 10,000.");
        assert_eq!(failure.request_id().as_deref(), Some("r-1"));
        let Failure::Status { problem: Some(problem), .. } = failure else { panic!("an answer") };
        let at = |count: usize| {
            let error = |at: usize| ProblemAt { pointer: format!("/{at}"), detail: format!("{at} is wrong.") };
            let problem = Problem { errors: (0..count).map(error).collect(), ..(*problem).clone() };
            Failure::Status { status: 422, problem: Some(problem.into()) }.reason()
        };
        assert_eq!(at(2), "0 is wrong. 1 is wrong.");
        assert_eq!(at(5), "0 is wrong. 1 is wrong. 2 is wrong. And 2 more.");
        assert!(Failure::Status { status: 502, problem: None }.reason().contains("502"));
    }

    #[test]
    fn what_is_said_at_its_field_is_not_said_again() {
        let problem = |pointers: &[&str]| Problem {
            kind: "about:blank".into(),
            title: "Invalid".into(),
            status: 422,
            detail: String::new(),
            errors: pointers
                .iter()
                .map(|pointer| ProblemAt { pointer: (*pointer).into(), detail: "Too short.".into() })
                .collect(),
            request_id: String::new(),
        };
        let failure = |pointers| Failure::Status { status: 422, problem: Some(problem(pointers).into()) };
        assert!(failure(&["/password"]).is_only_at(&["/name", "/password"]));
        assert!(!failure(&["/password", "/token"]).is_only_at(&["/name", "/password"]));
        assert!(!failure(&[]).is_only_at(&["/name"]));
        assert_eq!(failure(&["/password"]).at("/password").as_deref(), Some("Too short."));
    }
}
