//! How a product's server signs the id of a user, and where the signature goes.

use crate::ui::{CopyButton, Tabs};
use leptos::prelude::*;

/// Lines of one language.
struct Lines {
    name: &'static str,
    code: &'static str,
}

const SERVERS: [Lines; 5] = [
    Lines {
        name: "Node",
        code: r#"createHmac("sha256", process.env.ROLLCALL_IDENTITY_SECRET).update(userId).digest("hex") // from "node:crypto""#,
    },
    Lines {
        name: "Python",
        code: r#"hmac.new(os.environ["ROLLCALL_IDENTITY_SECRET"].encode(), user_id.encode(), hashlib.sha256).hexdigest()"#,
    },
    Lines { name: "PHP", code: r#"hash_hmac("sha256", $userId, getenv("ROLLCALL_IDENTITY_SECRET"))"# },
    Lines { name: "Ruby", code: r#"OpenSSL::HMAC.hexdigest("SHA256", ENV["ROLLCALL_IDENTITY_SECRET"], user_id)"# },
    Lines {
        name: "Go",
        code: r#"mac := hmac.New(sha256.New, []byte(os.Getenv("ROLLCALL_IDENTITY_SECRET")))
mac.Write([]byte(userID))
signature := hex.EncodeToString(mac.Sum(nil))"#,
    },
];

const PAGE: &str = r#"rollcall.identify(userId, traits, { context: { signature } });"#;

/// The lines.
pub fn signing() -> AnyView {
    let names = SERVERS.iter().map(|lines| lines.name).collect();
    let panel = |at: usize| match SERVERS.get(at) {
        Some(lines) => code(lines.name, lines.code),
        None => ().into_any(),
    };
    view! {
        <div class="settings-signing">
            <h4 id="signing-title">"Sign on your server"</h4>
            <p class="meta">"The signature is the HMAC-SHA-256 of the user's id, in hex, with the secret as its key. The secret never leaves your server."</p>
            <Tabs id="sign-way" label="Languages that sign" names=names panel=panel />
            <h4>"Send it along"</h4>
            <p class="meta">"The snippet and Segment's SDKs take it in the context of a call. Whoever shows experiences may ask GET /v1/users/segments with it: userId, signature and the write key."</p>
            {code("Page", PAGE)}
        </div>
    }
    .into_any()
}

fn code(name: &'static str, code: &'static str) -> AnyView {
    view! {
        <div class="code-block">
            <pre class="code" tabindex="0" aria-label=format!("{name} code")><code>{code}</code></pre>
            <CopyButton what=format!("{name} code") label="Copy" text=Signal::stored(code.to_owned()) />
        </div>
    }
    .into_any()
}
