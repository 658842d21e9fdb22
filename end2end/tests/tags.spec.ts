// Tags of users: the picker in the list and in the profile, undo, failures, other browsers.
import { expectAccessible, expectNoSidewaysScroll, expectTargetSizes } from "../fixtures/accessibility.ts";
import { nameOf, population } from "../fixtures/people.ts";
import { expect, test, type Workspace } from "../fixtures/test.ts";
import { TagsPage } from "../pages/tags.ts";

const [first, second] = [nameOf(0), nameOf(1)];

/** A population with three tags: VIP for two people, Beta tester and Old béta for nobody or one. */
async function prepare({ server, writeKey, api }: Workspace): Promise<{ ids: string[]; vip: string; beta: string }> {
  await server.send(writeKey, population(Date.now()));
  const everyone = await api.all();
  const id = (name: string) => everyone.find((user) => user.name === name)?.user_id ?? "";
  const ids = [id(first), id(second)];
  const vip = await api.createTag("VIP");
  const beta = await api.createTag("Beta tester");
  const old = await api.createTag("Old béta");
  await api.tag(id(second), vip);
  await api.tag(id(nameOf(2)), vip);
  await api.tag(id(nameOf(2)), old);
  return { ids, vip, beta };
}

test("a tag is given and taken with the mouse, and each can be undone", async ({ empty, signedInEmpty: page }) => {
  const { ids } = await prepare(empty);
  const tags = new TagsPage(page);
  await tags.users.opened();
  await tags.pick(first);
  await expect(tags.addTag(first)).toHaveAttribute("aria-expanded", "true");
  expect(await tags.offered()).toEqual(["VIP", "Old béta", "Beta tester"]);
  await tags.option("Beta tester").click();
  await expect(tags.pills(first)).toHaveText(["Beta tester"]);
  await expect(tags.option("Beta tester")).toHaveAttribute("aria-selected", "true");
  await expect(tags.picker).toBeVisible();
  await expect(tags.field).toBeFocused();
  await expect(tags.notifications).toContainText(`Tag Beta tester added to ${first}`);
  expect((await empty.api.profile(ids[0] ?? "")).tags).toEqual([expect.objectContaining({ name: "Beta tester" })]);

  await tags.option("VIP").click();
  await expect(tags.pills(first)).toHaveText(["Beta tester", "VIP"]);
  await tags.option("Beta tester").click();
  await expect(tags.pills(first)).toHaveText(["VIP"]);
  await expect(tags.notifications).toContainText(`Tag Beta tester removed from ${first}`);

  // A click elsewhere closes it.
  await tags.users.counter.click();
  await expect(tags.picker).toHaveCount(0);
  await expect(tags.addTag(first)).toHaveAttribute("aria-expanded", "false");

  await page.getByRole("button", { name: "Recent changes" }).click();
  await page.getByRole("button", { name: `Undo: Tag Beta tester removed from ${first}` }).click();
  await expect(tags.pills(first)).toHaveText(["Beta tester", "VIP"]);
  await page.getByRole("button", { name: `Undo: Tag VIP added to ${first}` }).click();
  await expect(tags.pills(first)).toHaveText(["Beta tester"]);
  await expect.poll(async () => (await empty.api.profile(ids[0] ?? "")).tags.map(({ name }) => name)).toEqual(["Beta tester"]);
});

test("a new tag is made, and its undo takes it back", async ({ empty, signedInEmpty: page }) => {
  await prepare(empty);
  const tags = new TagsPage(page);
  await tags.users.listen();
  await tags.users.opened();
  await tags.pick(first);
  await tags.field.fill("  Champion ");
  await expect(tags.options).toHaveText(["Create “Champion”"]);
  await expect.poll(() => tags.users.told()).toContain("No tag matches. Press Enter to create Champion.");
  await page.keyboard.press("Enter");
  await expect(tags.pills(first)).toHaveText(["Champion"]);
  await expect(tags.field).toHaveValue("");
  await expect.poll(async () => (await tags.offered())[0]).toBe("Champion");
  await expect.poll(() => tags.users.told()).toContain(`Tag Champion added to ${first}`);
  expect((await empty.api.tags()).map(({ name }) => name)).toContain("Champion");
  // The filter knows it by its name.
  await page.keyboard.press("Escape");
  await tags.pills(first).click();
  await expect(page.getByRole("region", { name: "Notifications" })).toContainText(/Champion.* added to the filter/);

  await page.getByRole("button", { name: "Recent changes" }).click();
  await page.getByRole("button", { name: `Undo: Tag Champion added to ${first}` }).click();
  await expect(tags.pills(first)).toHaveCount(0);
  await expect.poll(async () => (await empty.api.tags()).map(({ name }) => name)).not.toContain("Champion");
});

test("the keyboard does all of it", async ({ empty, signedInEmpty: page }) => {
  await prepare(empty);
  const tags = new TagsPage(page);
  await tags.users.listen();
  await tags.users.opened();
  const press = (key: string) => page.keyboard.press(key);
  await press("j");
  await press("t");
  await expect(tags.field).toBeFocused();
  await tags.loaded();
  await expect.poll(() => tags.users.told()).toContain("3 tags");

  // Beginnings of names, then of words; accents do not matter.
  await page.keyboard.type("BETA");
  expect(await tags.offered()).toEqual(["Beta tester", "Old béta"]);
  await expect(tags.active()).toHaveText(/Beta tester/);
  await press("ArrowDown");
  await expect(tags.active()).toHaveText(/Old béta/);
  await press("ArrowDown");
  await expect(tags.active()).toHaveText(/Create/);
  await expect(tags.field).toHaveAttribute("aria-activedescendant", /./);
  await press("Home");
  await press("Enter");
  await expect(tags.pills(first)).toHaveText(["Beta tester"]);
  await expect(tags.field).toHaveValue("");

  // Control makes a new one although others match.
  await page.keyboard.type("beta");
  await press("Control+Enter");
  await expect(tags.pills(first)).toHaveText(["beta", "Beta tester"]);
  await expect.poll(() => tags.users.told()).toContain(`Tag beta added to ${first}`);

  // The first press shows what the second one takes away.
  await press("Backspace");
  await expect(tags.active()).toHaveText(/^beta/);
  await expect(tags.pills(first)).toHaveCount(2);
  await press("Backspace");
  await expect(tags.pills(first)).toHaveText(["Beta tester"]);

  // Up from the first leads to the foot, and round.
  await press("Home");
  await press("ArrowUp");
  await expect(tags.picker.getByRole("button", { name: "Manage tags" })).toBeFocused();
  await press("ArrowUp");
  await expect(tags.field).toBeFocused();

  // Escape clears, then closes.
  await page.keyboard.type("vi");
  await press("Escape");
  await expect(tags.field).toHaveValue("");
  await press("Escape");
  await expect(tags.picker).toHaveCount(0);
  await expect(tags.users.name(first)).toBeFocused();

  // Tab closes and moves on from the button.
  await tags.addTag(first).focus();
  await press("Enter");
  await expect(tags.field).toBeFocused();
  await press("Tab");
  await expect(tags.picker).toHaveCount(0);
  await expect(page.getByRole("button", { name: `Delete ${first}`, exact: true })).toBeFocused();
});

test("a refusal takes the pill back and can be tried again", async ({ empty, signedInEmpty: page }) => {
  await prepare(empty);
  const tags = new TagsPage(page);
  await tags.users.opened();
  await page.route("**/api/users/*/tags/*", (route) => route.abort());
  await tags.pick(first);
  await tags.option("VIP").click();
  await expect(tags.notifications).toContainText(`Could not add VIP to ${first}`);
  await expect(tags.pills(first)).toHaveCount(0);
  await expect(tags.option("VIP")).toHaveAttribute("aria-selected", "false");
  await page.unroute("**/api/users/*/tags/*");
  await page.keyboard.press("Escape");
  await tags.notifications.getByRole("button", { name: "Retry" }).click();
  await expect(tags.pills(first)).toHaveText(["VIP"]);

  await page.route("**/api/users/*/tags/*", (route) => route.abort());
  await tags.pick(first);
  await tags.option("VIP").click();
  await expect(tags.notifications).toContainText(`Could not remove VIP from ${first}`);
  await expect(tags.pills(first)).toHaveText(["VIP"]);
});

test("tags that cannot be loaded can be asked for again", async ({ empty, signedInEmpty: page }) => {
  await prepare(empty);
  const tags = new TagsPage(page);
  await tags.users.opened();
  await page.route("**/api/tags", (route) => route.abort());
  await tags.addTag(first).click();
  await expect(tags.picker).toContainText("The server cannot be reached.");
  await page.unroute("**/api/tags");
  await tags.picker.getByRole("button", { name: "Retry" }).click();
  await expect(tags.option("VIP")).toBeVisible();
  await expect(tags.field).toBeFocused();
});

test("a tag that somebody else made meanwhile is the same tag", async ({ empty, signedInEmpty: page }) => {
  const { ids } = await prepare(empty);
  const tags = new TagsPage(page);
  await tags.users.opened();
  await tags.pick(first);
  // The page does not hear of it before it asks.
  await page.route("**/api/tags", (route) => (route.request().method() === "GET" ? route.abort() : route.continue()));
  const made = await empty.api.createTag("Ｃhampion");
  await tags.field.fill("champion");
  await page.keyboard.press("Enter");
  await expect(tags.pills(first)).toHaveText(["Ｃhampion"]);
  await expect(tags.notifications).toContainText(`Tag Ｃhampion added to ${first}`);
  expect((await empty.api.profile(ids[0] ?? "")).tags).toEqual([expect.objectContaining({ tag_id: made })]);
});

test("names and numbers of tags have their limits", async ({ empty, signedInEmpty: page }) => {
  const { ids } = await prepare(empty);
  for (let number = 1; number <= 49; number += 1) {
    await empty.api.tag(ids[1] ?? "", await empty.api.createTag(`Tag ${number}`));
  }
  const tags = new TagsPage(page);
  await tags.users.opened();
  await tags.pick(first);
  await tags.field.fill("x".repeat(41));
  await expect(tags.options).toContainText("A tag has 40 characters at most; these are 41.");
  await page.keyboard.press("Enter");
  await expect(tags.pills(first)).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  await tags.pick(second);
  await tags.field.fill("one more");
  await expect(tags.options).toHaveAttribute("aria-disabled", "true");
  await expect(tags.options).toContainText("A user has 50 tags at most");
  await page.keyboard.press("Enter");
  await expect(tags.field).toHaveValue("one more");
  expect((await empty.api.tags()).map(({ name }) => name)).not.toContain("one more");
});

test("the profile tags the user, and the list shows it at once", async ({ empty, signedInEmpty: page }) => {
  await prepare(empty);
  const tags = new TagsPage(page);
  await tags.users.opened();
  await tags.users.name(first).click();
  await expect(tags.profile).toContainText("First seen");
  await tags.profile.getByRole("button", { name: "Tag user" }).click();
  await tags.loaded();
  await tags.option("VIP").click();
  await tags.option("Beta tester").click();
  const pills = tags.profile.getByRole("list", { name: "Tags" }).getByRole("listitem");
  await expect(pills).toHaveText(["Beta tester", "VIP"]);
  await expect(tags.pills(first)).toHaveText(["Beta tester", "VIP"]);
  await page.keyboard.press("Escape");
  await expect(tags.profile.getByRole("button", { name: "Tag user" })).toBeFocused();

  await tags.profile.getByRole("button", { name: `Remove tag Beta tester from ${first}` }).click();
  await expect(pills).toHaveText(["VIP"]);
  await expect(tags.pills(first)).toHaveText(["VIP"]);
  await expect(tags.profile.getByRole("button", { name: `Remove tag VIP from ${first}` })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(pills).toHaveCount(0);
  await expect(tags.profile.getByRole("button", { name: "Tag user" })).toBeFocused();
});

test("more tags than fit are behind a number", async ({ empty, signedInEmpty: page }) => {
  const { ids, vip, beta } = await prepare(empty);
  for (const tag of [vip, beta, await empty.api.createTag("Zeta")]) {
    await empty.api.tag(ids[0] ?? "", tag);
  }
  const tags = new TagsPage(page);
  await tags.users.opened();
  await expect(tags.pills(first)).toHaveText(["Beta tester", "VIP"]);
  const more = page.getByRole("button", { name: `+1 more tags of ${first}` });
  await more.click();
  const all = page.getByRole("dialog", { name: `Tags of ${first}` });
  await expect(all.getByRole("listitem")).toHaveText(["Beta tester", "VIP", "Zeta"]);
  await all.getByRole("button", { name: `Remove tag Zeta from ${first}` }).click();
  await expect(more).toHaveCount(0);
  await expect(tags.pills(first)).toHaveText(["Beta tester", "VIP"]);
  await expect(tags.addTag(first)).toBeFocused();
});

test("tags from another browser appear, in the list and in the profile", async ({ empty, signedInEmpty: page }) => {
  const { ids, vip, beta } = await prepare(empty);
  const tags = new TagsPage(page);
  await tags.users.opened();
  await tags.users.name(first).click();
  await expect(tags.profile).toContainText("First seen");
  // The pointer is in the list: rows keep their places, and tags come all the same.
  await tags.users.name(second).hover();
  await empty.api.tag(ids[0] ?? "", vip);
  await expect(tags.pills(first)).toHaveText(["VIP"], { timeout: 2_000 });
  const pills = tags.profile.getByRole("list", { name: "Tags" }).getByRole("listitem");
  await expect(pills).toHaveText(["VIP"], { timeout: 2_000 });
  await expect(page.getByRole("button", { name: /^Show \d+ update/ })).toHaveCount(0);

  // What is given here and taken there is gone.
  await tags.pick(second);
  await tags.option("Beta tester").click();
  await expect(tags.pills(second)).toHaveText(["Beta tester", "VIP"]);
  await expect(tags.notifications).toContainText(`Tag Beta tester added to ${second}`);
  await empty.api.untag(ids[1] ?? "", beta);
  await expect(tags.pills(second)).toHaveText(["VIP"]);
});

const looks = [
  { name: "light", colorScheme: "light", forcedColors: "none", width: 1440 },
  { name: "dark", colorScheme: "dark", forcedColors: "none", width: 1440 },
  { name: "forced colors", colorScheme: "dark", forcedColors: "active", width: 1440 },
  { name: "phone", colorScheme: "light", forcedColors: "none", width: 390 },
] as const;

for (const { name, colorScheme, forcedColors, width } of looks) {
  test(`pickers and pills, ${name}`, async ({ empty, signedInEmpty: page }) => {
    await prepare(empty);
    await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 844 });
    const tags = new TagsPage(page);
    await tags.users.opened();
    await tags.pick(second);
    await tags.field.fill("bet");
    await expect(tags.options).toHaveCount(3);
    await expectAccessible(page);
    await expectTargetSizes(page);
    await expectNoSidewaysScroll(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");

    await tags.users.name(second).click();
    await expect(tags.profile).toContainText("First seen");
    await tags.profile.getByRole("button", { name: "Tag user" }).click();
    await tags.loaded();
    await expect(tags.options.first()).toContainText("VIP");
    await expectAccessible(page);
    await expectTargetSizes(page);
    await page.keyboard.press("Escape");
    await expect(tags.picker).toHaveCount(0);
    await expect(tags.profile).toBeVisible();
    await expectAccessible(page);
    await expectTargetSizes(page);
  });
}

test.describe("with a finger", () => {
  test.use({ contextOptions: { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } } });

  test("a tag is given in the list and taken in the profile", async ({ empty, signedInEmpty: page }) => {
    await prepare(empty);
    const tags = new TagsPage(page);
    await tags.users.opened();
    await tags.addTag(first).tap();
    await tags.loaded();
    const box = await tags.picker.boundingBox();
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= 390).toBe(true);
    await tags.option("VIP").tap();
    await expect(tags.pills(first)).toHaveText(["VIP"]);
    await tags.users.counter.tap();
    await expect(tags.picker).toHaveCount(0);
    await tags.users.name(first).tap();
    await tags.profile.getByRole("button", { name: `Remove tag VIP from ${first}` }).tap();
    await expect(tags.profile.getByRole("list", { name: "Tags" }).getByRole("listitem")).toHaveCount(0);
    await tags.profile.getByRole("button", { name: "Tag user" }).tap();
    await expect(tags.field).toBeFocused();
  });

  test("what was done in the profile is told there, and undone", async ({ empty, signedInEmpty: page }) => {
    await prepare(empty);
    const tags = new TagsPage(page);
    await tags.users.opened();
    await tags.users.name(first).tap();
    await tags.profile.getByRole("button", { name: "Tag user" }).tap();
    await tags.loaded();
    await tags.option("VIP").tap();
    await tags.profile.getByRole("heading", { name: first }).tap();
    const pills = tags.profile.getByRole("list", { name: "Tags" }).getByRole("listitem");
    await expect(pills).toHaveText(["VIP"]);
    await expect(tags.profile.getByRole("region", { name: "Notifications" })).toContainText(`Tag VIP added to ${first}`);
    await expect(tags.profile.getByRole("status")).toHaveText(`Tag VIP added to ${first}`);
    await expectAccessible(page);
    const undo = tags.notifications.getByRole("button", { name: "Undo" });
    await undo.tap();
    await expect(pills).toHaveCount(0);

    // The list tells it by itself again.
    await tags.profile.getByRole("button", { name: "Close the profile" }).tap();
    await expect(tags.profile).toHaveCount(0);
    await tags.addTag(first).tap();
    await tags.loaded();
    await tags.option("VIP").tap();
    await undo.tap();
    await expect(tags.pills(first)).toHaveCount(0);
  });
});
