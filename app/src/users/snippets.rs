//! The lines that connect a product, with places for the host and the key.

use shared::api::session::Connect;

/// One way to send users.
pub struct Snippet {
    /// The word on its tab.
    pub name: &'static str,
    /// Where the lines go.
    pub hint: &'static str,
    code: &'static str,
}

impl Snippet {
    /// The lines with the real host and key.
    pub fn filled(&self, keys: &Connect) -> String {
        self.code.replace("HOST", &keys.host).replace("WRITE_KEY", &keys.write_key)
    }
}

/// Every way, in the order in which they are offered.
pub const SNIPPETS: [Snippet; 4] = [
    Snippet {
        name: "Browser snippet",
        hint: "Before </head> on every page. Call rollcall.identify where your product knows who is signed in.",
        code: r#"<script>
  window.rollcall = window.rollcall || [];
  for (const call of ["load", "identify", "track", "page", "group", "alias", "reset"])
    rollcall[call] = (...given) => rollcall.push([call, ...given]);
  rollcall.load("WRITE_KEY", { host: "HOST" });
  rollcall.page();
</script>
<script async src="HOST/rollcall.js"></script>

<script>
  rollcall.identify("user-42", { name: "Mina Okafor", email: "mina@example.com", plan: "pro" });
</script>"#,
    },
    Snippet {
        name: "Node",
        hint: "npm install @segment/analytics-node",
        code: r#"import { Analytics } from "@segment/analytics-node";

const analytics = new Analytics({ writeKey: "WRITE_KEY", host: "HOST" });

analytics.identify({
  userId: "user-42",
  traits: { name: "Mina Okafor", email: "mina@example.com", plan: "pro" },
});
analytics.track({ userId: "user-42", event: "Report Exported", properties: { rows: 120 } });

await analytics.closeAndFlush();"#,
    },
    Snippet {
        name: "Python",
        hint: "pip install segment-analytics-python",
        code: r#"import segment.analytics as analytics

analytics.write_key = "WRITE_KEY"
analytics.host = "HOST"

analytics.identify("user-42", {"name": "Mina Okafor", "email": "mina@example.com", "plan": "pro"})
analytics.track("user-42", "Report Exported", {"rows": 120})

analytics.flush()"#,
    },
    Snippet {
        name: "curl",
        hint: "In a terminal: the quickest way to see a first user.",
        code: r#"curl HOST/v1/identify \
  -u WRITE_KEY: \
  -H "Content-Type: application/json" \
  -d '{"userId": "user-42", "traits": {"name": "Mina Okafor", "email": "mina@example.com", "plan": "pro"}}'"#,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_snippet_carries_host_and_key() {
        let keys = Connect { host: "https://rollcall.example.com".into(), write_key: "wk_123".into() };
        for snippet in &SNIPPETS {
            let code = snippet.filled(&keys);
            assert!(code.contains(&keys.host) && code.contains(&keys.write_key), "{}", snippet.name);
            assert!(!code.contains("HOST") && !code.contains("WRITE_KEY"), "{}", snippet.name);
        }
    }
}
