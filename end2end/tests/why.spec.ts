// Why somebody is in a segment or matches the filter, or not.
import { expectAccessible } from "../fixtures/accessibility.ts";
import { audience, isStalled, stalled } from "../fixtures/audience.ts";
import { expect, test } from "../fixtures/test.ts";
import { Panel } from "../pages/panel.ts";
import { UsersPage } from "../pages/users.ts";

test("a segment's pill tells why, and what would turn it", async ({ filtering: page }) => {
  const stuck = audience.find((person) => isStalled(person)) ?? audience[0];
  const users = await new UsersPage(page).opened(`?q=${encodeURIComponent(stuck?.name ?? "")}`);
  await users.names().first().click();
  const panel = await new Panel(page).shows(stuck?.name ?? "");
  await panel.button(`Why in ${stalled}?`).click();
  const why = page.getByRole("dialog", { name: `Why is ${stuck?.name} in ${stalled}?` });
  await expect(why).toBeVisible();
  await expect(why).toContainText(`${stuck?.name} is in ${stalled}`);
  await expect(why).toContainText("1 condition would have to flip to change that");
  await expect(why.locator(".why-tree .is-true")).toHaveCount(3);
  await expect(why.locator(".badge-flip")).toHaveCount(1);
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(why).toBeHidden();
  await expect(panel.button(`Why in ${stalled}?`)).toBeFocused();
});

test("the filter of the list, with values, and a look inside a segment", async ({ filtering: page, audience: workspace }) => {
  const name = audience[0]?.name ?? "";
  const plan = (value: string) => ({ attribute: { key: "plan", test: { text: { is: { value } } } } });
  const [segment] = (await workspace.api.segments()).filter((segment) => segment.name === stalled);
  const member = { segment: { id: segment?.segment_id ?? "", member: true } };
  const filter = await workspace.api.keep({ any: [{ all: [plan("pro"), member] }, plan("free")] });
  const users = await new UsersPage(page).opened(`?fid=${filter}&q=${encodeURIComponent(name)}`);
  await users.name(name).click();
  const panel = await new Panel(page).shows(name);
  await panel.button("Why?").click();
  const why = page.getByRole("dialog", { name: `Why does ${name} match the filter?` });
  await expect(why.locator(".why-flips li")).toHaveText([/plan is free.*is true now: free/i]);
  await expect(why.locator(".why-tree")).toContainText("At least one of these");
  await why.getByRole("button", { name: "Look inside" }).click();
  const inside = page.getByRole("dialog", { name: `Why is ${name} not in ${stalled}?` });
  await expect(inside.getByRole("combobox", { name: "Ask about" })).toHaveValue(segment?.segment_id ?? "");
  await expect(inside).toContainText("not completed");
  await expectAccessible(page);
  await inside.getByRole("combobox", { name: "Ask about" }).selectOption("filter");
  await expect(why).toBeVisible();
});
