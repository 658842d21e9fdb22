//! Puts the page's files together and tells each the hashed names of the others.

use super::bindgen::Script;
use super::stamp::{files, read, short};
use crate::paths;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// Writes every file of the page, uncompressed, into a new folder.
pub fn into(folder: &Path, script: &Script) -> Result<()> {
    let public = paths::project().join("public");
    let stylesheet = asset(folder, "style", "css", stylesheet()?.as_bytes())?;
    let (script, wasm) = write_script(folder, script)?;
    let boot = fill("boot.js", &text(&public.join("boot.js"))?, &[("{{script}}", &script), ("{{wasm}}", &wasm)])?;
    let boot = asset(folder, "boot", "js", boot.as_bytes())?;
    let names = [("{{stylesheet}}", &*stylesheet), ("{{boot}}", &boot), ("{{script}}", &script), ("{{wasm}}", &wasm)];
    let index = fill("index.html", &text(&public.join("index.html"))?, &names)?;
    write(&folder.join("index.html"), index.as_bytes())?;
    for file in files(&public)? {
        let name = file.strip_prefix(&public)?;
        if name != Path::new("index.html") && name != Path::new("boot.js") {
            write(&folder.join(name), &read(&file)?)?;
        }
    }
    Ok(())
}

/// The loading script, the compiled app and its parts; gives the addresses of the first two. They name one another in a
/// circle, so that one hash of them all stands in every name.
fn write_script(folder: &Path, script: &Script) -> Result<(String, String)> {
    let (wasm_name, wasm) = &script.wasm;
    let mut all = [script.javascript.as_bytes(), wasm].concat();
    script.parts.iter().for_each(|(_, content)| all.extend(content));
    let hash = short(&all);
    let hashed = |name: &str| match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    };
    let names = script.parts.iter().map(|(name, _)| name.as_str()).chain([*wasm_name, "app.js"]);
    let names: Vec<_> = names.map(|name| (name, hashed(name))).collect();
    // Where a module names a file to fetch; what the compiled app calls its imports stays as it is.
    let renamed = |text: &str| {
        names.iter().fold(text.to_owned(), |text, (name, hashed)| {
            [("from \"./", '"'), ("URL(\"./", '"'), ("URL('", '\'')].iter().fold(text, |text, (before, after)| {
                text.replace(&format!("{before}{name}{after}"), &format!("{before}{hashed}{after}"))
            })
        })
    };
    let put = |name: &str, content: &[u8]| -> Result<String> {
        let address = format!("/assets/{}", hashed(name));
        write(&folder.join(&address[1..]), content)?;
        Ok(address)
    };
    for (name, content) in &script.parts {
        if name.ends_with(".js") {
            put(name, renamed(std::str::from_utf8(content).context("reading a script")?).as_bytes())?;
        } else {
            put(name, content)?;
        }
    }
    let mut javascript = renamed(&script.javascript);
    if !script.snippets.is_empty() {
        let all: Vec<u8> = script.snippets.iter().flat_map(|(_, content)| content.iter().copied()).collect();
        let name = format!("snippets-{}", short(&all));
        javascript = javascript.replace("./snippets/", &format!("./{name}/"));
        for (path, content) in &script.snippets {
            write(&folder.join("assets").join(&name).join(path), content)?;
        }
    }
    Ok((put("app.js", javascript.as_bytes())?, put(wasm_name, wasm)?))
}

/// Tokens and base first, then the rest by name: within a cascade layer later sheets win.
fn stylesheet() -> Result<String> {
    let mut sheets: Vec<PathBuf> = files(&paths::project().join("style"))?;
    sheets.retain(|sheet| sheet.extension().is_some_and(|extension| extension == "css"));
    sheets.sort_by_key(|sheet| (rank(sheet), sheet.clone()));
    let texts: Result<Vec<String>> = sheets.iter().map(|sheet| text(sheet)).collect();
    Ok(texts?.join("\n"))
}

fn rank(sheet: &Path) -> u8 {
    match sheet.file_name().and_then(|name| name.to_str()) {
        Some("tokens.css") => 0,
        Some("base.css") => 1,
        Some(_) | None => 2,
    }
}

/// Replaces placeholders; one that stays is a mistake that a browser would only show as a blank page.
fn fill(name: &str, template: &str, values: &[(&str, &str)]) -> Result<String> {
    let filled = values.iter().fold(template.to_owned(), |text, (placeholder, value)| text.replace(placeholder, value));
    if let Some(at) = filled.find("{{") {
        let rest: String = filled[at..].chars().take(30).collect();
        bail!("public/{name} has a placeholder that nothing fills: {rest}");
    }
    Ok(filled)
}

/// Writes `assets/NAME-HASH.EXTENSION` and gives its address.
fn asset(folder: &Path, name: &str, extension: &str, content: &[u8]) -> Result<String> {
    let address = format!("/assets/{name}-{}.{extension}", short(content));
    write(&folder.join(&address[1..]), content)?;
    Ok(address)
}

fn write(file: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    fs::write(file, content).with_context(|| format!("writing {}", file.display()))
}

fn text(file: &Path) -> Result<String> {
    String::from_utf8(read(file)?).with_context(|| format!("{} is not UTF-8", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_and_none_may_stay() {
        assert_eq!(fill("a", "x {{boot}} y {{boot}}", &[("{{boot}}", "/b.js")]).unwrap(), "x /b.js y /b.js");
        let error = fill("boot.js", "{{boot}} {{bot}}", &[("{{boot}}", "b")]).unwrap_err().to_string();
        assert!(error.contains("public/boot.js") && error.contains("{{bot}}"), "{error}");
    }

    #[test]
    fn tokens_come_first_then_base() {
        let mut sheets = ["users.css", "base.css", "app.css", "tokens.css"].map(PathBuf::from);
        sheets.sort_by_key(|sheet| (rank(sheet), sheet.clone()));
        assert_eq!(sheets, ["tokens.css", "base.css", "app.css", "users.css"].map(PathBuf::from));
    }
}
