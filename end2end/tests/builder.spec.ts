// The filter builder: what a person builds is what the list shows, whichever way it is built.
import { audience, howMany, isStalled, stalled, tour } from "../fixtures/audience.ts";
import { expect, test } from "../fixtures/test.ts";
import { Builder } from "../pages/builder.ts";
import { UsersPage } from "../pages/users.ts";

/** (plan is pro AND last activity within 7 days) OR (in the segment AND NOT completed the tour AND name contains ar) */
const wanted = howMany(
  (person) =>
    (person.plan === "pro" && person.quiet < 7) ||
    (isStalled(person) && person.tour !== "completed" && person.name.includes("ar")),
);

const goal =
  "any(all(plan is pro; Last activity in the last 7 days); " +
  `all(Segment is in ${stalled}; Tour ${tour.name} has not completed; Name contains ar))`;

test("a newcomer builds a filter by mouse alone", async ({ filtering, audience: workspace }) => {
  await new UsersPage(filtering).opened();
  const builder = new Builder(filtering);
  await builder.begin();
  await builder.pick("Plan");
  await builder.operator(builder.conditions().nth(0), "is");
  await builder.value(builder.conditions().nth(0)).click();
  await filtering.getByRole("option", { name: /^pro/ }).click();
  await builder.counts(howMany(({ plan }) => plan === "pro"));

  await builder.addTo();
  await builder.pick("Last activity");
  await builder.counts(howMany(({ plan, quiet }) => plan === "pro" && quiet < 7));

  await builder.region.getByRole("button", { name: "Add group" }).click();
  const second = builder.groups().nth(1);
  await expect(second).toContainText("Empty group - ignored");
  await builder.addTo(second);
  await builder.pick(stalled);
  await builder.addTo(second);
  await builder.pick(tour.name, "completed");
  await builder.operator(builder.conditions().last(), "has not completed");
  await builder.addTo(second);
  await builder.pick("Name");
  await builder.operator(builder.conditions().last(), "contains");
  await builder.value(builder.conditions().last()).fill("ar");
  await builder.counts(wanted);

  await builder.apply.click();
  await expect(filtering.getByRole("table")).toHaveAttribute("aria-rowcount", String(wanted + 1));
  await expect(filtering).toHaveURL(/[?&]f=1\./);
  expect(audience.length).toBeGreaterThan(wanted);
  expect(await builder.tree()).toBe(goal);

  // Another browser reads the address.
  const other = await filtering.context().browser()!.newContext({ baseURL: workspace.server.url });
  await other.addCookies(workspace.cookies);
  const page = await other.newPage();
  await page.goto(filtering.url());
  await new Builder(page).counts(wanted);
  await page.keyboard.press("Shift+F");
  expect(await new Builder(page).tree()).toBe(await builder.tree());
  await other.close();
});

test("a newcomer builds the same by keyboard alone", async ({ filtering }) => {
  await new UsersPage(filtering).opened();
  const builder = new Builder(filtering);
  const keyboard = filtering.keyboard;
  const focused = () => filtering.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  /** Types into the picker that has just opened, and takes what it found. */
  const pick = async (...steps: string[]) => {
    for (const step of steps) {
      await expect(builder.picker()).toBeFocused();
      await keyboard.type(step);
      await expect(filtering.getByRole("option", { name: new RegExp(`^${step}`, "i") }).first()).toBeVisible();
      await keyboard.press("Enter");
    }
    await expect(builder.picker()).toBeHidden();
  };
  /** Goes on with Tab until a control of this name has the focus. */
  const tabTo = async (name: RegExp, key = "Tab") => {
    for (let step = 0; step < 60; step += 1) {
      if (name.test(await focused())) {
        return;
      }
      await keyboard.press(key);
    }
    throw new Error(`${name} was not reached; the focus is on ${await focused()}`);
  };

  await keyboard.press("f");
  await expect.poll(focused).toBe("Add condition");
  await keyboard.press("Enter");
  await pick("plan");
  await tabTo(/^Value for plan/);
  await keyboard.type("pro");
  await keyboard.press("Enter");
  await builder.counts(howMany(({ plan }) => plan === "pro"));
  await tabTo(/^Add condition/);
  await keyboard.press("Enter");
  await pick("Last activity");
  await builder.counts(howMany(({ plan, quiet }) => plan === "pro" && quiet < 7));
  await tabTo(/^Add group/);
  await keyboard.press("Enter");
  await expect(builder.groups()).toHaveCount(2);
  await tabTo(/^Add condition/);
  await keyboard.press("Enter");
  await pick(stalled);
  await tabTo(/^Add condition/);
  await keyboard.press("Enter");
  await pick(tour.name, "completed");
  await tabTo(/^Operator, has completed/);
  await keyboard.type("has not comp");
  await tabTo(/^Add condition/);
  await keyboard.press("Enter");
  await pick("Name");
  await tabTo(/^Operator/, "Shift+Tab");
  await keyboard.type("contains");
  await tabTo(/^Value for Name/);
  await keyboard.type("ar");
  await builder.counts(wanted);
  await keyboard.press("Control+Enter");
  await expect(filtering.getByRole("table")).toHaveAttribute("aria-rowcount", String(wanted + 1));
  expect(await builder.tree()).toBe(goal.replace("plan is pro", "plan is any of pro"));
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test("a newcomer builds the same by touch alone", async ({ filtering }) => {
    await new UsersPage(filtering).opened();
    const builder = new Builder(filtering);
    const pick = async (...steps: string[]) => {
      for (const step of steps) {
        await builder.picker().fill(step);
        await filtering.getByRole("option", { name: new RegExp(`^${step}`, "i") }).first().tap();
      }
      await expect(builder.picker()).toBeHidden();
    };
    const add = async (within = builder.region) => {
      await within.getByRole("button", { name: "Add condition" }).last().tap();
      await expect(builder.picker()).toBeVisible();
    };
    await builder.add.tap();
    await filtering.getByRole("menuitem", { name: "Add attribute" }).tap();
    await pick("Plan");
    await builder.value(builder.conditions().nth(0)).fill("pro");
    await filtering.getByRole("option", { name: /^pro/ }).tap();
    // A tap beside the open list closes it.
    await filtering.getByText("Filter", { exact: true }).first().tap();
    await add();
    await pick("Last activity");
    await builder.region.getByRole("button", { name: "Add group" }).tap();
    const second = builder.groups().nth(1);
    await add(second);
    await pick(stalled);
    await add(second);
    await pick(tour.name, "completed");
    await builder.operator(builder.conditions().last(), "has not completed");
    await add(second);
    await pick("Name");
    await builder.operator(builder.conditions().last(), "contains");
    await builder.value(builder.conditions().last()).fill("ar");
    await builder.apply.tap();
    await builder.counts(wanted);
    await expect(filtering.getByRole("table")).toHaveAttribute("aria-rowcount", String(wanted + 1));
    expect(await builder.tree()).toBe(goal.replace("plan is pro", "plan is any of pro"));
  });
});
