// Rollcall's own client for pages that have none. It speaks the Segment protocol: calls are queued, sent in batches,
// sent again when the network or the server was in trouble, and handed to the browser when the page is left.
((page, doc) => {
  "use strict";
  const early = Array.isArray(page.rollcall) ? page.rollcall : [];
  const memory = {};
  const keep = (name, value) => {
    try {
      if (value === undefined) return localStorage.getItem(name) ?? memory[name] ?? null;
      memory[name] = value;
      value === null ? localStorage.removeItem(name) : localStorage.setItem(name, value);
    } catch {
      return memory[name] ?? null;
    }
  };
  const random = () => crypto.randomUUID?.() ??
    [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const anonymousId = () => {
    const name = "rollcall.anonymous_id";
    if (!keep(name)) keep(name, random());
    return keep(name);
  };

  let key, host, timer, failures = 0, sending = false, queue = [];

  // Browsers take up to 64 KB from a page that is being left.
  const take = () => {
    const batch = [];
    let size = 200;
    while (queue.length) {
      size += new Blob([JSON.stringify(queue[0])]).size + 1;
      if (batch.length && size > 60000) break;
      batch.push(queue.shift());
    }
    return { batch, size };
  };
  const body = (batch) => JSON.stringify({ batch, writeKey: key, sentAt: new Date().toISOString() });
  const later = (milliseconds) => {
    timer ??= setTimeout(() => { timer = undefined; send(); }, milliseconds);
  };
  const send = async () => {
    if (!key || sending || !queue.length) return;
    sending = true;
    const { batch, size } = take();
    let again = true;
    try {
      // Plain text needs no preflight.
      const answer = await fetch(`${host}/v1/batch`, {
        method: "POST", body: body(batch), keepalive: size < 60000, credentials: "omit",
        headers: { "Content-Type": "text/plain" },
      });
      again = answer.status >= 500 || answer.status === 429;
    } catch {
      // No network: the batch is sent again.
    }
    sending = false;
    failures = again ? failures + 1 : 0;
    if (again) queue = batch.concat(queue).slice(-1000);
    if (queue.length) later(again ? Math.min(1000 * 2 ** failures, 60000) : 0);
  };
  const leave = () => {
    while (key && queue.length) {
      const { batch } = take();
      const address = `${host}/beacon/v1/batch?writeKey=${encodeURIComponent(key)}`;
      if (!navigator.sendBeacon(address, body(batch))) {
        queue = batch.concat(queue);
        return;
      }
    }
  };

  const say = (type, rest) => {
    const { href: url, pathname: path, search } = location;
    const message = {
      type, messageId: random(), timestamp: new Date().toISOString(),
      anonymousId: anonymousId(), userId: keep("rollcall.user_id"),
      context: {
        page: { url, path, search, title: doc.title, referrer: doc.referrer },
        locale: navigator.language, library: { name: "rollcall.js", version: "1" },
        signature: keep("rollcall.signature") ?? undefined,
      },
      ...rest,
    };
    queue.push(message);
    later(250);
  };
  // The signature of an id is of use for that id only.
  const become = (userId, options) => {
    const signature = options?.context?.signature;
    if (signature || keep("rollcall.user_id") !== userId) keep("rollcall.signature", signature ?? null);
    keep("rollcall.user_id", userId);
  };
  const calls = {
    load(given, options) {
      key = given;
      host = (options?.host ?? new URL(doc.currentScript?.src ?? location.href).origin).replace(/\/+$/, "");
      later(0);
    },
    identify(userId, traits, options) {
      if (userId !== null && typeof userId === "object") [userId, traits] = [undefined, userId];
      if (userId !== undefined && userId !== null) become(String(userId), options);
      say("identify", { traits: traits ?? {} });
    },
    track: (event, properties) => say("track", { event, properties: properties ?? {} }),
    page(name, properties) {
      if (name !== null && typeof name === "object") [name, properties] = [undefined, name];
      const { href: url, pathname: path } = location;
      say("page", { name, properties: { url, path, title: doc.title, referrer: doc.referrer, ...properties } });
    },
    group: (groupId, traits) => say("group", { groupId: String(groupId), traits: traits ?? {} }),
    alias(userId, previousId, options) {
      const before = previousId ?? keep("rollcall.user_id") ?? anonymousId();
      become(String(userId), options);
      say("alias", { userId: String(userId), previousId: before });
    },
    reset() {
      keep("rollcall.user_id", null);
      keep("rollcall.signature", null);
      keep("rollcall.anonymous_id", null);
    },
    push: ([name, ...given]) => calls[name]?.(...given),
  };

  page.rollcall = calls;
  for (const call of early) calls.push(call);
  page.addEventListener("pagehide", leave);
  doc.addEventListener("visibilitychange", () => doc.visibilityState === "hidden" && leave());
})(window, document);
