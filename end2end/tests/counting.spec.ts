// The number that follows every edit: never of an older draft, whatever order the answers come in.
import { howMany } from "../fixtures/audience.ts";
import { expect, test } from "../fixtures/test.ts";
import { Builder } from "../pages/builder.ts";

const name = (value: string) => ({ property: { name: { contains: { value } } } });

test("answers in another order change nothing: the last draft's number stays", async ({ filtering, audience }) => {
  const builder = await new Builder(filtering).openWith(audience.api, { all: [name("a")] });
  let held = 0;
  await filtering.route("**/api/users/count", async (route) => {
    held += 1;
    // Every other answer is held back until later ones have come.
    const answer = await route.fetch().catch(() => undefined);
    if (held % 2 === 1) {
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    if (answer !== undefined) {
      await route.fulfill({ response: answer }).catch(() => undefined);
    }
  });
  // From now on: whatever number is shown as current must be one of the text that stands in the field.
  await filtering.evaluate(() => {
    const shown: { text: string; number: string }[] = [];
    Object.assign(window, { shown });
    const look = () => {
      const count = document.querySelector("#found .count-text, #found");
      const field = document.querySelector<HTMLInputElement>("[id$='-value']");
      const isStale = document.querySelector("#found .is-stale") !== null;
      if (count !== null && field !== null && !isStale) {
        shown.push({ text: field.value, number: (count.textContent ?? "").replace(/\D/g, "") });
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const field = builder.value(builder.conditions().first());
  await field.focus();
  const texts = ["", "a", "ar", "a", "", "M", "Ma", "Mar", "Mara", "Mar", "Ma", "M", "", "B", "Ba", "Bar", "Bara", "Barak", "Bara", "Bar"];
  for (const text of texts) {
    await field.fill(text);
    await filtering.waitForTimeout(50);
  }
  const last = howMany((person) => person.name.includes("Bar"));
  await builder.counts(last);
  // Nothing that is still under way moves it.
  await filtering.waitForTimeout(700);
  await builder.counts(last);
  const shown = await filtering.evaluate(
    () => (window as unknown as { shown: { text: string; number: string }[] }).shown,
  );
  const wrong = shown.filter(({ text, number }) => {
    const right = text === "" ? 120 : howMany((person) => person.name.includes(text));
    return Number(number) !== right && number !== "";
  });
  expect(wrong).toEqual([]);
});

test("forty conditions are counted with every edit, and once each", async ({ filtering, audience }) => {
  const others = Array.from({ length: 39 }, (_, index) => name(`nobody-${index}`));
  const builder = await new Builder(filtering).openWith(audience.api, { any: [name("a"), ...others] });
  const asked: string[] = [];
  filtering.on("request", (request) => request.url().endsWith("/api/users/count") && asked.push(request.postData() ?? ""));
  const field = builder.value(builder.conditions().first());
  for (const text of ["Ma", "Bar"]) {
    await field.fill(text);
    await builder.counts(howMany((person) => person.name.includes(text)));
  }
  expect(asked.filter((body) => body.includes('"Bar"'))).toHaveLength(1);
});

test("a failed count says so and can be asked for again", async ({ filtering, audience }) => {
  const builder = await new Builder(filtering).openWith(audience.api, { all: [name("ar")] });
  await filtering.route("**/api/users/count", (route) => route.abort());
  await builder.value(builder.conditions().first()).fill("ara");
  await expect(builder.counter).toContainText("Count unavailable");
  await filtering.unroute("**/api/users/count");
  await filtering.getByRole("button", { name: "Retry" }).first().click();
  await builder.counts(howMany((person) => person.name.includes("ara")));
});

test("a hidden tab asks for nothing", async ({ filtering, audience }) => {
  const builder = await new Builder(filtering).openWith(audience.api, { all: [name("ar")] });
  // The number of the condition itself: nothing is under way any more.
  await builder.counts(howMany((person) => person.name.includes("ar")));
  await expect(builder.conditions().first().locator(".number")).toContainText(/\d/);
  let asked = 0;
  await filtering.route("**/api/users/count", (route) => {
    asked += 1;
    return route.continue();
  });
  const hide = (hidden: boolean) =>
    filtering.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (hidden ? "hidden" : "visible") });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
      window.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await hide(true);
  await builder.value(builder.conditions().first()).fill("Bar");
  await filtering.waitForTimeout(500);
  expect(asked).toBe(0);
  await hide(false);
  await builder.counts(howMany((person) => person.name.includes("Bar")));
  expect(asked).toBeGreaterThan(0);
});
