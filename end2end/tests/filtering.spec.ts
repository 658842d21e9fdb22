// What a filter does around the builder: the counter, Apply, the address, the bar, the draft that is kept, segments.
import { deflateRawSync } from "node:zlib";
import { audience as people, howMany, stalled, tags } from "../fixtures/audience.ts";
import { expect, test, withServer } from "../fixtures/test.ts";
import { Builder } from "../pages/builder.ts";
import { UsersPage } from "../pages/users.ts";

const is = (key: string, value: string) => ({ attribute: { key, test: { text: { is: { value } } } } });
const pro = is("plan", "pro");
const swiss = is("country", "CH");
const name = (value: string) => ({ property: { name: { contains: { value } } } });
const isPro = howMany(({ plan }) => plan === "pro");

test("the counter follows the draft, the list follows Apply, and Back leads back", async ({ filtering }) => {
  await new UsersPage(filtering).opened();
  const builder = new Builder(filtering);
  await builder.begin();
  await builder.pick("plan");
  await builder.value(builder.conditions().first()).fill("pro");
  await filtering.keyboard.press("Enter");
  await builder.counts(isPro);
  const notApplied = filtering.getByRole("button", { name: `Not applied - the list shows ${people.length}` });
  await expect(notApplied).toBeVisible();
  await expect(filtering.getByRole("table")).toHaveAttribute("aria-rowcount", String(people.length + 1));
  await notApplied.click();
  await expect(builder.apply).toBeFocused();
  await builder.apply.click();
  await expect(notApplied).toBeHidden();
  await expect(filtering.getByRole("table")).toHaveAttribute("aria-rowcount", String(isPro + 1));
  await expect(builder.apply).toBeFocused();
  await filtering.goBack();
  await builder.counts(people.length);
  await expect(filtering.getByRole("table")).toHaveAttribute("aria-rowcount", String(people.length + 1));
  await filtering.goForward();
  await builder.counts(isPro);
});

test("every condition and group has its number", async ({ filtering, audience }) => {
  const root = { any: [{ all: [pro, name("ar")] }, { all: [swiss] }] };
  const builder = await new Builder(filtering).openWith(audience.api, root);
  const number = (words: string) => builder.condition(words).locator(".number, .node-count, [class*=number]").first();
  await expect(number("plan is pro")).toContainText(String(isPro));
  await expect(number("country is CH")).toContainText(String(howMany(({ country }) => country === "CH")));
  const group = builder.groups().first().locator(".group-head");
  await expect(group).toContainText(String(howMany((person) => person.plan === "pro" && person.name.includes("ar"))));
});

test("the list can follow by itself", async ({ filtering }) => {
  await new UsersPage(filtering).opened();
  const builder = new Builder(filtering);
  await builder.begin();
  await builder.pick("plan");
  await builder.region.getByRole("checkbox", { name: "Apply automatically" }).check();
  await builder.value(builder.conditions().first()).fill("pro");
  await filtering.keyboard.press("Enter");
  await expect(filtering.getByRole("table")).toHaveAttribute("aria-rowcount", String(isPro + 1));
  await builder.region.getByRole("checkbox", { name: "Apply automatically" }).uncheck();
});

test("closed, the filter is a sentence whose parts can be removed and brought back", async ({ filtering, audience }) => {
  const fid = await audience.api.keep({ all: [pro, name("ar")] });
  const users = new UsersPage(filtering);
  await users.opened(`?fid=${fid}`);
  const bar = filtering.getByRole("region", { name: "Filter", exact: true });
  await expect(bar).toContainText("Plan is proandName contains “ar”");
  const both = howMany((person) => person.plan === "pro" && person.name.includes("ar"));
  await new Builder(filtering).counts(both);
  await bar.getByRole("button", { name: /^Remove plan is/i }).click();
  await new Builder(filtering).counts(howMany((person) => person.name.includes("ar")));
  await expect(bar).not.toContainText("Plan is pro");
  await filtering.getByRole("region", { name: "Notifications" }).getByRole("button", { name: "Undo" }).click();
  await new Builder(filtering).counts(both);
  await bar.getByRole("button", { name: "Clear" }).click();
  await new Builder(filtering).counts(people.length);
});

test("what was not applied is offered after a reload", async ({ filtering, audience }) => {
  const builder = await new Builder(filtering).openWith(audience.api, { all: [pro, swiss] });
  await builder.condition("country is CH").getByRole("button", { name: /^Remove condition/ }).click();
  await builder.counts(isPro);
  await filtering.reload();
  const offer = filtering.getByRole("region", { name: "Unapplied changes" });
  await expect(offer).toBeVisible();
  await offer.getByRole("button", { name: "Restore" }).click();
  expect(await builder.words()).toEqual(["plan is pro"]);
  await builder.counts(isPro);
});

test("a segment is saved from a filter, opened, edited and reverted", async ({ filtering, audience }) => {
  const title = `Swiss professionals ${Date.now()}`;
  const builder = await new Builder(filtering).openWith(audience.api, { all: [pro, swiss] });
  const both = howMany((person) => person.plan === "pro" && person.country === "CH");
  await builder.region.getByRole("button", { name: "Save as..." }).click();
  const dialog = filtering.getByRole("dialog", { name: "Save as a segment" }).or(filtering.getByRole("dialog")).first();
  await dialog.getByRole("button", { name: "Save segment" }).click();
  await expect(dialog).toContainText("Give the segment a name.");
  await dialog.getByRole("textbox", { name: "Name" }).fill(stalled);
  await dialog.getByRole("button", { name: "Save segment" }).click();
  await expect(dialog).toContainText(/taken|already/);
  await dialog.getByRole("textbox", { name: "Name" }).fill(title);
  await dialog.getByRole("button", { name: "Save segment" }).click();
  await expect(dialog).toBeHidden();
  const saved = (await audience.api.segments()).find((segment) => segment.name === title);
  expect(saved?.users).toBe(both);
  await expect(filtering).toHaveURL(new RegExp(`seg=${saved?.segment_id}`));
  await audience.api.deleteSegment(saved?.segment_id ?? "");
});

test("a segment comes with the columns and the order that it was saved with", async ({ filtering, audience }) => {
  const title = `In a view of its own ${Date.now()}`;
  const users = new UsersPage(filtering);
  const builder = await new Builder(filtering).openWith(audience.api, { all: [pro] });
  const columns = await users.popover("Columns");
  await columns.getByRole("checkbox", { name: "Email" }).uncheck();
  await filtering.keyboard.press("Escape");
  await users.sortBy("User");
  await expect(users.head("User")).toHaveAttribute("aria-sort", "descending");
  await builder.region.getByRole("button", { name: "Save as..." }).click();
  const dialog = filtering.getByRole("dialog").first();
  await dialog.getByRole("textbox", { name: "Name" }).fill(title);
  await dialog.getByRole("checkbox", { name: "Remember columns and sort" }).check();
  await dialog.getByRole("button", { name: "Save segment" }).click();
  await expect(dialog).toBeHidden();
  const id = (await audience.api.segments()).find((segment) => segment.name === title)?.segment_id ?? "";

  // What this browser shows otherwise is of no account.
  await users.opened("?cols=user,email,tags");
  const more = await users.popover("Columns");
  await more.getByRole("button", { name: "Reset" }).click();
  await expect(users.head("Last activity")).toBeVisible();
  await users.opened(`?seg=${id}`);
  await expect(filtering).toHaveURL(new RegExp(`\\?sort=-name&cols=user,last_activity,tags&seg=${id}$`));
  await builder.counts(isPro);
  await expect(users.head("User")).toHaveAttribute("aria-sort", "descending");
  await expect(users.head("Email")).toHaveCount(0);

  // Whoever chooses otherwise keeps it.
  await users.sortBy("User");
  await expect(users.head("User")).toHaveAttribute("aria-sort", "ascending");
  await filtering.reload();
  await expect(users.head("User")).toHaveAttribute("aria-sort", "ascending");
  await filtering.goto("/users");
  await builder.counts(people.length);
  await expect(users.head("Email")).toBeVisible();
  await audience.api.deleteSegment(id);
});

test("without the index rows come first, then their number", async ({ page: anyone }) => {
  await withServer({ demo: true, withoutIndex: true }, async ({ api, cookies, server }) => {
    await anyone.context().addCookies(cookies);
    let counted = () => {};
    const asked: unknown[] = [];
    // The answer with the number waits until the rows were looked at.
    await anyone.route("**/api/users/search", async (route) => {
      const { filter, total } = route.request().postDataJSON() as { filter?: unknown; total?: string };
      if (filter !== undefined) {
        asked.push(total);
        if (total === undefined) {
          await new Promise<void>((resolve) => (counted = resolve));
        }
      }
      await route.continue();
    });
    const root = { all: [name("a")] };
    await anyone.goto(`${server.url}/users?fid=${await api.keep(root)}`);
    const users = new UsersPage(anyone);
    await expect(users.names().first()).toBeVisible();
    await expect.poll(() => asked).toEqual(["later", undefined]);
    await expect(users.table).toHaveAttribute("aria-rowcount", "-1");
    counted();
    await expect(users.table).toHaveAttribute("aria-rowcount", String((await api.count(root)) + 1));
  });
});

test("a pasted document takes the filter's place, in one step", async ({ filtering, audience }) => {
  const builder = await new Builder(filtering).openWith(audience.api, { all: [pro] });
  await builder.region.getByRole("button", { name: "Filter as code" }).click();
  const dialog = filtering.getByRole("dialog", { name: "Filter as code" });
  const json = dialog.getByRole("textbox", { name: "Filter as JSON" });
  await expect(json).toHaveValue(/"plan"/);
  await json.fill('{"version": 1, "root": {"all": [{"property": {"name": {"sounds_like": {"value": "x"}}}}]}}');
  await expect(dialog).toContainText("sounds_like");
  await json.fill(JSON.stringify({ version: 1, root: { any: [pro, swiss] } }));
  await dialog.getByRole("button", { name: "Replace the filter" }).click();
  await expect.poll(() => builder.tree()).toBe("any(plan is pro; country is CH)");
  if (await dialog.isVisible()) {
    await dialog.getByRole("button", { name: "Close" }).click();
  }
  await builder.undo.click();
  await expect.poll(() => builder.words()).toEqual(["plan is pro"]);
});

test("the SQL of a filter can be read", async ({ filtering, audience }) => {
  const builder = await new Builder(filtering).openWith(audience.api, { all: [pro] });
  await builder.region.getByRole("button", { name: "Filter as code" }).click();
  const dialog = filtering.getByRole("dialog", { name: "Filter as code" });
  await dialog.getByRole("tab", { name: "SQL" }).click();
  await expect(dialog).toContainText(/select count/i);
  await dialog.getByRole("tab", { name: "curl" }).click();
  await expect(dialog).toContainText("/api/users/search");
});

test("where nobody matches, the page says what keeps everyone away", async ({ filtering, audience }) => {
  const fid = await audience.api.keep({ all: [pro, name("zzz")] });
  await filtering.goto(`/users?fid=${fid}`);
  const table = filtering.getByRole("table");
  await expect(table).toContainText("No users match this filter");
  await expect(table).toContainText(`${isPro} users`);
  await table.getByRole("button", { name: /^Remove / }).last().click();
  await new Builder(filtering).counts(isPro);
  // A list that is narrowed to a text as well: the number is of what it would show.
  const text = people.find(({ plan }) => plan === "pro")?.name ?? "";
  await filtering.goto(`/users?fid=${fid}&q=${encodeURIComponent(text)}`);
  await expect(table).toContainText("Without Name contains “zzz”: 1 user");
});

test("where case alone keeps everyone away, ignoring it is offered", async ({ filtering, audience }) => {
  await filtering.goto(`/users?fid=${await audience.api.keep({ all: [is("plan", "PRO"), name("AR")] })}`);
  const table = filtering.getByRole("table");
  const both = howMany((person) => person.plan === "pro" && person.name.toLowerCase().includes("ar"));
  await expect(table).toContainText(`Ignoring case: ${both} users`);
  await table.getByRole("button", { name: "Ignore case" }).click();
  await new Builder(filtering).counts(both);
  await expect(new Builder(filtering).counter).toBeFocused();
});

test("the builder says its filter in words, for those who want it", async ({ filtering, audience }) => {
  const builder = await new Builder(filtering).openWith(audience.api, { any: [pro, name("ar")] });
  const button = builder.region.getByRole("button", { name: "Filter in words" });
  const sentence = "Users whose plan is pro, or whose name contains “ar”.";
  await expect(builder.region).not.toContainText(sentence);
  await button.click();
  await expect(button).toHaveAttribute("aria-expanded", "true");
  await expect(builder.region).toContainText(sentence);
  await builder.condition("plan is pro").getByRole("button", { name: /^Remove condition/ }).click();
  await expect(builder.region).toContainText("Users whose name contains “ar”.");
  // It is as it was left.
  await filtering.reload();
  await builder.open();
  await expect(button).toHaveAttribute("aria-expanded", "true");
  await button.click();
  await expect(builder.region).not.toContainText(sentence);
});

test("a field that is gone stays, is left out, and is not saved", async ({ filtering }) => {
  const gone = { attribute: { key: "shoe size", test: { text: { is: { value: "40" } } } } };
  const document = JSON.stringify({ version: 1, root: { all: [pro, gone] } });
  await filtering.goto(`/users?f=1.${deflateRawSync(document).toString("base64url")}`);
  await expect(filtering.getByRole("table")).toContainText("There is no attribute “shoe size”");
  const builder = new Builder(filtering);
  await builder.open();
  await expect(builder.condition("shoe size is 40")).toContainText("Field no longer exists: choose another one");
  await expect(builder.region).toContainText("1 invalid condition ignored");
  await builder.counts(isPro);
  await builder.region.getByRole("button", { name: "Save as..." }).click();
  const dialog = filtering.getByRole("dialog");
  await expect(dialog.getByRole("alert").first()).toContainText("1 condition is not finished");
  const way = dialog.getByRole("button", { name: "shoe size is 40" });
  await expect(way).toBeFocused();
  await filtering.keyboard.press("Enter");
  await expect(builder.condition("shoe size is 40").getByRole("button", { name: /^Field/ })).toBeFocused();
});

test("a text that is written otherwise is offered without its case", async ({ filtering, audience }) => {
  const builder = await new Builder(filtering).openWith(audience.api, { all: [is("plan", "PRO")] });
  const offer = builder.region.getByRole("button", { name: /ignoring case|use that/i });
  await offer.click();
  await builder.counts(isPro);
});

test("a tag in the list narrows the draft", async ({ filtering }) => {
  await new UsersPage(filtering).opened();
  await filtering.getByRole("table").getByRole("button", { name: `Filter by tag ${tags.internal}` }).first().click();
  await new Builder(filtering).counts(howMany(({ number }) => number % 10 === 0));
});

test("a link that cannot be read shows no list at all", async ({ filtering }) => {
  await filtering.goto("/users?f=1.this-is-no-filter");
  const said = filtering.getByRole("group", { name: "Unreadable filter" });
  await expect(said).toContainText("The filter in this link could not be read");
  await expect(filtering.getByRole("table")).toHaveCount(0);
  await filtering.goto("/users?f=9.abc");
  await expect(said).toContainText(/newer version/);
  await filtering.getByRole("link", { name: "Show all users" }).click();
  await new Builder(filtering).counts(people.length);
});
