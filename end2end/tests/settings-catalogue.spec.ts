// Events, experiences and tags in the settings.
import { expectAccessible, expectTargetSizes } from "../fixtures/accessibility.ts";
import { catalogue } from "../fixtures/catalogue.ts";
import { expect, test } from "../fixtures/test.ts";
import { SettingsPage } from "../pages/settings.ts";

test("events and experiences are told with what they are and who uses them", async ({ empty, signedInEmpty: page }) => {
  const settings = new SettingsPage(page);
  for (const [part, words] of [["events", "No events yet."], ["experiences", "No experiences yet."]] as const) {
    await settings.open(part);
    await expect(page.getByText(words)).toBeVisible();
  }
  await empty.server.send(empty.writeKey, catalogue);
  await empty.api.createSegment("Exporters", { event: { name: "Report exported", count: { at_least: 1 } } });
  await settings.open("events");
  const event = settings.row("Report exported");
  await expect(event.getByRole("cell").nth(0)).toContainText("3");
  await expect(event.getByRole("link", { name: "Exporters" })).toBeVisible();
  await event.getByText("2 properties").click();
  await expect(event.getByText("format")).toBeVisible();
  await expect(event.getByText("csv")).toBeVisible();
  await expectAccessible(page);
  await expectTargetSizes(page);
  await page.getByLabel("Search events").fill("nothing");
  await expect(page.getByText("No event of this name.")).toBeVisible();

  await settings.open("experiences");
  const experience = settings.row("How likely is it?");
  await expect(experience).toContainText("NPS");
  await expect(experience).toContainText("nps-autumn");
  await experience.getByText("1 question").click();
  await expect(experience.getByText("How likely is it that you recommend us?")).toBeVisible();
  await expectAccessible(page);
  await expectTargetSizes(page);
});

test("tags are managed in the settings as in the dialog", async ({ empty, signedInEmpty: page }) => {
  const vip = await empty.api.createTag("VIP");
  await empty.api.createTag("Old");
  await empty.api.createSegment("Important", { property: { tags: { has_any: [vip] } } });
  const settings = new SettingsPage(page);
  await settings.open("tags");
  const tags = settings.card("Manage tags");
  await settings.act("Old", "Rename or recolour");
  await tags.getByRole("textbox", { name: "Name" }).fill("New");
  await page.keyboard.press("Enter");
  await expect(tags.getByRole("listitem").filter({ hasText: "New" })).toBeVisible();
  await expectAccessible(page);
  await settings.act("VIP", "Delete");
  await expect(tags.getByText("VIP cannot be deleted: 1 segment uses it.")).toBeVisible();
  await page.keyboard.press("Escape");
  await settings.act("New", "Delete");
  await tags.getByRole("button", { name: "Delete tag" }).click();
  await expect(tags.getByRole("listitem").filter({ hasText: "New" })).toHaveCount(0);
});
