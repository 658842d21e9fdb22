// The tab of segments: what it tells of each, searching, sorting, duplicating, deleting, and the first ones to have.
import { expectAccessible, expectNoSidewaysScroll, expectTargetSizes } from "../fixtures/accessibility.ts";
import { howMany, isStalled, stalled } from "../fixtures/audience.ts";
import { expect, test, type Workspace } from "../fixtures/test.ts";
import { Builder } from "../pages/builder.ts";
import { SegmentsPage } from "../pages/segments.ts";

const plan = (value: string) => ({ attribute: { key: "plan", test: { text: { is: { value } } } } });
const isPro = howMany((person) => person.plan === "pro");

/** Segments of one test, whose names no other test has; they are deleted whatever comes. */
async function withSegments(
  { api }: Workspace,
  roots: Record<string, (ids: Record<string, string>) => unknown>,
  work: (name: (key: string) => string, ids: Record<string, string>) => Promise<void>,
): Promise<void> {
  const suffix = Date.now().toString(36);
  const name = (key: string) => `${key} ${suffix}`;
  const ids: Record<string, string> = {};
  for (const [key, root] of Object.entries(roots)) {
    ids[key] = await api.createSegment(name(key), root(ids));
  }
  try {
    await work(name, ids);
  } finally {
    const left = (await api.segments()).filter((segment) => segment.name.includes(suffix));
    // Those that name others go first.
    for (const round of [0, 1, 2]) {
      for (const { segment_id } of left) {
        await api.deleteSegment(segment_id).catch(() => round);
      }
    }
  }
}

const pair = {
  Paying: () => plan("pro"),
  Trusted: (ids: Record<string, string>) => ({ segment: { id: ids["Paying"], member: true } }),
};

test("the tab lists every segment with its conditions, its users and where it is used", async ({ filtering, audience }) => {
  await withSegments(audience, pair, async (name, ids) => {
    const page = await new SegmentsPage(filtering).opened();
    const row = page.row(name("Paying"));
    await expect(row.getByRole("cell").nth(0)).toHaveText("none");
    await expect(row.getByRole("cell").nth(1)).toHaveText("plan is pro");
    await expect(row.getByRole("link", { name: `${isPro} users in ${name("Paying")}` })).toBeVisible();
    await expect(row.getByRole("link", { name: name("Trusted") })).toHaveAttribute("href", `/segments/${ids["Trusted"]}`);
    await expect(page.row(stalled).getByRole("link", { name: new RegExp(`^${howMany(isStalled)} users`) })).toBeVisible();
    const count = (await audience.api.segments()).length;
    await expect(page.tab).toHaveText(`Segments, ${count}`);
    await expect(page.tab).toHaveAttribute("aria-current", "page");
    // The number leads to the users.
    await row.getByRole("link", { name: /users in/ }).click();
    await expect(filtering).toHaveURL(`/users?seg=${ids["Paying"]}`);
    await expect(filtering.locator("#found")).toBeFocused();
    await new Builder(filtering).counts(isPro);
  });
});

test("the number on the tab is live", async ({ filtering, audience }) => {
  await filtering.goto("/users");
  const { tab } = new SegmentsPage(filtering);
  const before = (await audience.api.segments()).length;
  await expect(tab).toHaveText(`Segments, ${before}`);
  await withSegments(audience, { Fresh: () => plan("pro") }, async () => {
    await expect(tab).toHaveText(`Segments, ${before + 1}`);
  });
  await expect(tab).toHaveText(`Segments, ${before}`);
});

test("segments are searched and sorted, and the address says so", async ({ filtering, audience }) => {
  const roots = { Alpha: () => plan("pro"), Beta: () => ({ all: [plan("pro"), plan("team")] }) };
  await withSegments(audience, roots, async (name) => {
    const page = await new SegmentsPage(filtering).opened();
    const suffix = name("").trim();
    await page.search.fill(suffix.toUpperCase());
    await expect(page.names()).toHaveText([name("Alpha"), name("Beta")]);
    await expect(filtering.getByRole("heading", { name: "2 segments" })).toBeVisible();
    await page.table.getByRole("button", { name: "Users" }).click();
    await page.table.getByRole("button", { name: "Users" }).click();
    await expect(page.names()).toHaveText([name("Beta"), name("Alpha")]);
    await expect(page.table.getByRole("columnheader", { name: "Users" })).toHaveAttribute("aria-sort", "ascending");
    await expect(filtering).toHaveURL(`/segments?q=${suffix.toUpperCase()}&sort=users`);
    await filtering.reload();
    await expect(page.names()).toHaveText([name("Beta"), name("Alpha")]);
    await page.search.fill(`${suffix}-nothing`);
    await expect(page.table).toContainText("No segments match");
    await page.table.getByRole("button", { name: "Clear the search" }).click();
    await expect(page.search).toBeFocused();
    await expect(page.row(stalled)).toBeVisible();
  });
});

test("a segment is duplicated, used as a filter and deleted, by keyboard", async ({ filtering, audience }) => {
  await withSegments(audience, { Crew: () => plan("team") }, async (name, ids) => {
    const page = await new SegmentsPage(filtering).opened(`?q=${name("").trim()}`);
    const menu = page.row(name("Crew")).getByRole("button", { name: `Actions for ${name("Crew")}` });
    const choose = async (action: string, ...keys: string[]) => {
      await menu.focus();
      await filtering.keyboard.press("Enter");
      await expect(filtering.getByRole("menuitem", { name: "Edit" })).toBeFocused();
      for (const key of keys) {
        await filtering.keyboard.press(key);
      }
      await expect(filtering.getByRole("menuitem", { name: action, exact: true })).toBeFocused();
      await filtering.keyboard.press("Enter");
    };
    await choose("Duplicate", "ArrowDown", "ArrowDown");
    const copy = `${name("Crew")} copy`;
    await expect(page.row(copy).getByRole("link", { name: copy, exact: true })).toBeFocused();
    await expect(page.notifications).toContainText(`Segment “${copy}” created`);
    await choose("Delete", "End");
    const dialog = filtering.getByRole("alertdialog", { name: `Delete ${name("Crew")}?` });
    await expect(dialog).toContainText(`${howMany((person) => person.plan === "team")} users leave it`);
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await filtering.keyboard.press("Escape");
    await expect(menu).toBeFocused();
    await choose("Delete", "End");
    await dialog.getByRole("button", { name: "Delete segment" }).press("Enter");
    await expect(page.names()).toHaveText([copy]);
    await expect(page.row(copy).getByRole("link", { name: copy, exact: true })).toBeFocused();
    await page.act(copy, "Use as filter");
    await expect(filtering).toHaveURL(/\/users\?seg=\d+$/);
    expect((await audience.api.segments()).some(({ segment_id }) => segment_id === ids["Crew"])).toBe(false);
  });
});

test("what is used is not deleted, and those that use it are one click away", async ({ filtering, audience }) => {
  await withSegments(audience, pair, async (name, ids) => {
    const page = await new SegmentsPage(filtering).opened();
    await page.act(name("Paying"), "Delete");
    const dialog = filtering.getByRole("dialog", { name: "This segment is in use" });
    await expect(dialog).toContainText(name("Paying"));
    await expectAccessible(filtering);
    await dialog.getByRole("link", { name: name("Trusted") }).click();
    await expect(filtering).toHaveURL(`/segments/${ids["Trusted"]}`);
    await expect(filtering.locator("#editor-title")).toBeFocused();
    await filtering.getByRole("link", { name: "All segments" }).click();
    await expect(filtering.locator("#segments-title")).toBeFocused();
  });
});

test("a segment whose filter names what is gone says so and breaks nothing", async ({ filtering, audience }) => {
  await withSegments(audience, { Torn: () => plan("pro") }, async (name) => {
    await filtering.route("**/api/segments*", async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { segments: { name: string; users: number | null; problem: string | null }[] };
      const torn = body.segments.find((segment) => segment.name === name("Torn"));
      Object.assign(torn ?? {}, { users: null, problem: "There is no tag 9: choose another or remove this." });
      await route.fulfill({ json: body });
    });
    const page = await new SegmentsPage(filtering).opened();
    await expect(page.row(name("Torn"))).toContainText("There is no tag 9");
    await expect(page.row(stalled).getByRole("link", { name: /users in/ })).toBeVisible();
    await filtering.unrouteAll({ behavior: "ignoreErrors" });
  });
});

test("without an answer the list says why, and can be asked for again", async ({ filtering }) => {
  await filtering.route("**/api/segments*", (route) => route.abort());
  await filtering.goto("/segments");
  const table = filtering.getByRole("table");
  await expect(table).toContainText("Segments could not be loaded");
  await expectAccessible(filtering);
  await filtering.unrouteAll({ behavior: "ignoreErrors" });
  await table.getByRole("button", { name: "Retry" }).click();
  await expect(new SegmentsPage(filtering).row(stalled)).toBeVisible();
});

test("an empty tab offers segments to begin with", async ({ signedInEmpty }) => {
  await signedInEmpty.goto("/segments");
  const page = new SegmentsPage(signedInEmpty);
  await expect(page.tab).toHaveText("Segments, 0");
  const offer = signedInEmpty.getByRole("list", { name: "Segments to begin with" });
  await expect(offer.getByRole("listitem")).toHaveCount(4);
  await expectAccessible(signedInEmpty);
  await expectTargetSizes(signedInEmpty);
  await offer.getByRole("button", { name: "Create Active this week" }).click();
  await expect(page.names()).toHaveText(["Active this week"]);
  await expect(page.names().first()).toBeFocused();
  await expect(page.tab).toHaveText("Segments, 1");
  await page.notifications.getByRole("button", { name: "Undo" }).click();
  await expect(offer.getByRole("listitem")).toHaveCount(4);
  // Those that are not there yet stay on offer.
  for (const [at, name] of ["Active this week", "New this month", "Slipping away", "Never identified"].entries()) {
    await offer.getByRole("button", { name: `Create ${name}` }).click();
    await expect(page.row(name).getByRole("link", { name, exact: true })).toBeFocused();
    await expect(page.names()).toHaveCount(at + 1);
  }
  await expect(offer).toBeHidden();
  await expect(page.row("Never identified").getByRole("link", { name: "0 users in Never identified" })).toBeVisible();
});

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`the list at ${width} pixels, ${colorScheme}`, async ({ filtering, audience }) => {
      await filtering.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await filtering.emulateMedia({ colorScheme });
      await withSegments(audience, pair, async (name) => {
        const page = await new SegmentsPage(filtering).opened();
        await expect(page.row(name("Paying")).getByRole("link", { name: /users in/ })).toBeVisible();
        await expectAccessible(filtering);
        await expectTargetSizes(filtering);
        await expectNoSidewaysScroll(filtering);
        await page.row(name("Paying")).getByRole("button", { name: /^Actions/ }).click();
        await expectAccessible(filtering);
      });
    });
  }
}
