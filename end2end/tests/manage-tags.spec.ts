// The tags themselves: renamed, recoloured, merged, deleted.
import { expectAccessible, expectNoSidewaysScroll, expectTargetSizes } from "../fixtures/accessibility.ts";
import { nameOf, population } from "../fixtures/people.ts";
import { expect, test, type Workspace } from "../fixtures/test.ts";
import { TagsPage } from "../pages/tags.ts";

const [first, second] = [nameOf(0), nameOf(1)];

/** VIP for two people, Beta for one of them, Old for nobody; a segment that names VIP. */
async function prepare({ server, writeKey, api }: Workspace): Promise<void> {
  await server.send(writeKey, population(Date.now()));
  const everyone = await api.all();
  const id = (name: string) => everyone.find((user) => user.name === name)?.user_id ?? "";
  const vip = await api.createTag("VIP");
  const beta = await api.createTag("Beta");
  await api.createTag("Old");
  await api.tag(id(first), vip);
  await api.tag(id(second), vip);
  await api.tag(id(first), beta);
  await api.createSegment("Important people", { property: { tags: { has_any: [vip] } } });
}

async function opened(tags: TagsPage): Promise<void> {
  await tags.users.opened();
  await tags.pick(first);
  await tags.picker.getByRole("button", { name: "Manage tags" }).click();
  await expect(tags.manage).toBeVisible();
  await expect(tags.manage.getByRole("listitem").first()).toBeVisible();
}

test("a tag is renamed and recoloured, and both are undone in the dialog", async ({ empty, signedInEmpty: page }) => {
  await prepare(empty);
  const tags = new TagsPage(page);
  await opened(tags);
  const line = (name: string) => tags.manage.getByRole("listitem").filter({ hasText: name });
  await expect(line("VIP")).toContainText("2 users");
  await expect(line("VIP")).toContainText("1 segment");
  await expect(line("Old")).toContainText("0 users");

  await tags.act("Beta", "Rename or recolour");
  const name = tags.manage.getByRole("textbox", { name: "Name" });
  await expect(name).toBeFocused();
  await name.fill("vip");
  await page.keyboard.press("Enter");
  await expect(tags.manage.getByRole("alert").first()).toContainText("There is a tag “VIP” already");
  await name.fill("");
  await page.keyboard.press("Enter");
  await expect(tags.manage.getByRole("alert").first()).toContainText("Give the tag a name.");
  await name.fill("Gamma");
  await page.keyboard.press("Enter");
  await expect(line("Gamma")).toBeVisible();
  await expect(page.getByRole("button", { name: "What to do with Gamma" })).toBeFocused();
  await expect(tags.pills(first)).toHaveText(["Gamma", "VIP"]);
  await expect(tags.notifications).toContainText("Tag Beta renamed to Gamma");
  await tags.notifications.getByRole("button", { name: "Undo" }).click();
  await expect(line("Beta")).toBeVisible();
  await expect(tags.pills(first)).toHaveText(["Beta", "VIP"]);

  await tags.act("Beta", "Rename or recolour");
  const color = (await empty.api.tags()).find((tag) => tag.name === "Beta")?.color === "teal" ? "pink" : "teal";
  await tags.manage.locator("label", { has: page.getByRole("radio", { name: color }) }).click();
  await tags.manage.getByRole("button", { name: "Save" }).click();
  await expect(tags.notifications).toContainText(`Tag Beta is ${color} now`);
  await expect(tags.pills(first).first()).toHaveClass(new RegExp(`pill-${color}`));
  expect((await empty.api.tags()).find((tag) => tag.name === "Beta")?.color).toBe(color);

  // Escape closes the form first, then the dialog, and the focus goes back to where it came from.
  await tags.act("Old", "Rename or recolour");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "What to do with Old" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(tags.manage).toBeHidden();
  await expect(tags.addTag(first)).toBeFocused();
});

test("a tag is merged into another, for users and segments", async ({ empty, signedInEmpty: page }) => {
  await prepare(empty);
  const tags = new TagsPage(page);
  await opened(tags);
  await tags.act("VIP", "Merge into another tag");
  const form = tags.manage.getByRole("form", { name: "Merge VIP" });
  await expect(form).toContainText("2 users and 1 segment will have that tag instead");
  await form.getByRole("combobox", { name: "Merge VIP into" }).selectOption("Beta");
  await form.getByRole("button", { name: "Merge tags" }).click();
  await expect(tags.notifications).toContainText("Tag VIP merged into Beta");
  await expect(tags.manage.getByRole("listitem")).toHaveCount(2);
  await expect(tags.pills(first)).toHaveText(["Beta"]);
  await expect(tags.pills(second)).toHaveText(["Beta"]);
  const [segment] = await empty.api.segments();
  expect(segment?.sentence).toContain("Beta");
});

test("a tag is deleted, unless a segment uses it", async ({ empty, signedInEmpty: page }) => {
  await prepare(empty);
  const tags = new TagsPage(page);
  await opened(tags);
  await tags.act("VIP", "Delete");
  await expect(tags.manage).toContainText("VIP cannot be deleted: 1 segment uses it");
  await expect(tags.manage.getByRole("link", { name: "Important people" })).toHaveAttribute("href", /^\/segments\/\d+$/);
  await expect(tags.manage.getByRole("button", { name: "Delete tag" })).toHaveCount(0);
  await tags.manage.getByRole("button", { name: "Cancel" }).click();

  await tags.act("Beta", "Delete");
  await expect(tags.manage).toContainText("Delete the tag Beta? 1 user will lose it.");
  await expect(tags.manage.getByRole("button", { name: "Cancel" })).toBeFocused();
  // A segment begins to use it while the form is open, and the dialog does not hear of it yet.
  const beta = (await empty.api.tags()).find((tag) => tag.name === "Beta")?.tag_id;
  let hear = (): void => undefined;
  const heard = new Promise<void>((resolve) => (hear = resolve));
  await page.route("**/api/tags", async (route) => {
    await heard;
    await route.continue();
  });
  const segment = await empty.api.createSegment("Testers", { property: { tags: { has_any: [beta] } } });
  await tags.manage.getByRole("button", { name: "Delete tag" }).click();
  await expect(tags.manage.getByRole("alert").first()).toContainText("segment");
  hear();
  await expect(tags.manage.getByRole("link", { name: "Testers" })).toBeVisible();
  await empty.api.deleteSegment(segment);
  await tags.manage.getByRole("button", { name: "Cancel" }).click();
  await tags.act("Beta", "Delete");
  await tags.manage.getByRole("button", { name: "Delete tag" }).click();
  await expect(tags.notifications).toContainText("Tag Beta deleted");
  await expect(tags.manage.getByRole("textbox", { name: "Search tags" })).toBeFocused();
  await expect(tags.pills(first)).toHaveText(["VIP"]);
});

test("the dialog searches, says what is missing, and loads again", async ({ empty, signedInEmpty: page }) => {
  await empty.server.send(empty.writeKey, population(Date.now()));
  const tags = new TagsPage(page);
  await tags.users.opened();
  await tags.addTag(first).click();
  await expect(tags.picker).toContainText("No tags yet. Type a name to create one.");
  await tags.picker.getByRole("button", { name: "Manage tags" }).click();
  await expect(tags.manage).toContainText("No tags yet.");
  await empty.api.createTag("Élan");
  await empty.api.createTag("VIP");
  await expect(tags.manage.getByRole("listitem")).toHaveCount(2);
  await tags.manage.getByRole("textbox", { name: "Search tags" }).fill("elan");
  await expect(tags.manage.getByRole("listitem")).toHaveText([/^Élan/]);
  await tags.manage.getByRole("textbox", { name: "Search tags" }).fill("nothing");
  await expect(tags.manage).toContainText("No tag of this name.");
  await tags.manage.getByRole("button", { name: "Close" }).click();

  await page.reload();
  await expect(tags.users.names().first()).toBeVisible();
  await page.route("**/api/tags", (route) => route.abort());
  await tags.addTag(first).click();
  await tags.picker.getByRole("button", { name: "Manage tags" }).click();
  await expect(tags.manage.getByRole("alert").first()).toContainText("Tags could not be loaded.");
  await page.unroute("**/api/tags");
  await tags.manage.getByRole("button", { name: "Retry" }).click();
  await expect(tags.manage.getByRole("listitem")).toHaveCount(2);
});

for (const width of [1440, 390]) {
  test(`what was done can be undone over the dialog, by keyboard, ${width}`, async ({ empty, signedInEmpty: page }) => {
    await prepare(empty);
    await page.setViewportSize({ width, height: 844 });
    const tags = new TagsPage(page);
    await opened(tags);
    const line = (name: string) => tags.manage.getByRole("listitem").filter({ hasText: name });
    await tags.act("Beta", "Rename or recolour");
    await tags.manage.getByRole("textbox", { name: "Name" }).fill("Gamma");
    await page.keyboard.press("Enter");
    await expect(line("Gamma")).toBeVisible();
    const toasts = tags.manage.getByRole("region", { name: "Notifications" });
    await expect(toasts).toContainText("Tag Beta renamed to Gamma");
    await expect(tags.manage.getByRole("status")).toHaveText("Tag Beta renamed to Gamma");
    await page.keyboard.press("F8");
    await expect(toasts).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(toasts.getByRole("button", { name: "Undo" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(line("Beta")).toBeVisible();
    await expect(page.getByRole("button", { name: "What to do with Beta" })).toBeFocused();

    await tags.act("Beta", "Delete");
    await tags.manage.getByRole("button", { name: "Delete tag" }).press("Enter");
    await expect(toasts.getByText("Tag Beta deleted")).toBeInViewport({ ratio: 1 });
    // Escape closes the dialog; what is told stays, in the page.
    await expect(tags.manage.getByRole("textbox", { name: "Search tags" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(tags.manage).toBeHidden();
    await expect(tags.notifications).toContainText("Tag Beta deleted");
    await expect(page.locator("dialog #notifications")).toHaveCount(0);
  });
}

for (const { name, colorScheme, width } of [
  { name: "light", colorScheme: "light", width: 1440 },
  { name: "dark", colorScheme: "dark", width: 1440 },
  { name: "phone, dark", colorScheme: "dark", width: 390 },
] as const) {
  test(`the dialog and its forms, ${name}`, async ({ empty, signedInEmpty: page }) => {
    await prepare(empty);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 844 });
    const tags = new TagsPage(page);
    await opened(tags);
    const look = async () => {
      await expectAccessible(page);
      await expectTargetSizes(page);
      await expectNoSidewaysScroll(page);
    };
    await look();
    for (const [tag, what] of [
      ["Beta", "Rename or recolour"],
      ["Beta", "Merge into another tag"],
      ["VIP", "Delete"],
      ["Old", "Delete"],
    ] as const) {
      await tags.act(tag, what);
      await expect(tags.manage.getByRole("form")).toBeVisible();
      await look();
      await tags.manage.getByRole("button", { name: "Cancel" }).click();
    }
  });
}
