// The builder in every look: axe finds nothing, targets are large enough, nothing is lost to the right.
import { expectAccessible, expectNoSidewaysScroll, expectTargetSizes } from "../fixtures/accessibility.ts";
import { survey, tour } from "../fixtures/audience.ts";
import { expect, test, type Workspace } from "../fixtures/test.ts";
import { Builder } from "../pages/builder.ts";

const is = (key: string, value: string) => ({ attribute: { key, test: { text: { is: { value } } } } });

/** One condition of every kind, in groups. */
const everything = {
  any: [
    {
      all: [
        { attribute: { key: "plan", test: { text: { one_of: { values: ["pro", "team"] } } } } },
        { property: { last_activity: { within_last: { amount: 7, unit: "days" } } } },
        { property: { created: { between: { from: "2026-01-01", to: "2026-12-31" } } } },
        { attribute: { key: "seats", test: { number: { between: { from: 1, to: 40 } } } } },
        { not: { attribute: { key: "beta", test: { boolean: "is_true" } } } },
      ],
    },
    {
      named: {
        name: "Engaged",
        node: {
          all: [
            {
              event: {
                name: "export",
                count: { at_least: 2 },
                window: { within_last: { amount: 30, unit: "days" } },
                where: [{ property: "format", test: { text: { is: { value: "csv" } } } }],
              },
            },
            { experience: { which: { id: tour.id }, action: "completed", happened: false } },
            { answer: { experience: survey.id, question: survey.score, test: { number: { at_least: 6 } } } },
            { muted: is("country", "CH") },
          ],
        },
      },
    },
  ],
};

const states: Record<string, (builder: Builder, workspace: Workspace) => Promise<unknown>> = {
  "every kind of condition": (builder, { api }) => builder.openWith(api, everything),
  "incomplete and empty": async (builder, { api }) => {
    await builder.openWith(api, { all: [is("plan", "pro")] });
    await builder.addTo();
    await builder.pick("country");
    await builder.page.keyboard.press("Escape");
    await builder.region.getByRole("button", { name: "Add group" }).last().click();
  },
  "field picker": async (builder, { api }) => {
    await builder.openWith(api, { all: [is("plan", "pro")] });
    await builder.addTo();
  },
  "menu of a condition": async (builder, { api }) => {
    await builder.openWith(api, { all: [is("plan", "pro"), is("country", "CH")] });
    await builder.conditions().first().getByRole("button", { name: /^Options for/ }).click();
    await expect(builder.page.getByRole("menu")).toBeVisible();
  },
  "menu of a connector": async (builder, { api }) => {
    await builder.openWith(api, { all: [is("plan", "pro"), is("country", "CH")] });
    await builder.region.getByRole("button", { name: /^AND between/ }).click();
    await expect(builder.page.getByRole("menu")).toBeVisible();
  },
  "collapsed, muted, negated, in words": async (builder, { api }) => {
    const muted = { muted: is("plan", "free") };
    const not = { not: { any: [is("country", "CH"), is("country", "DE")] } };
    await builder.openWith(api, { any: [{ all: [is("plan", "pro"), muted] }, not] });
    await builder.groups().first().getByRole("button", { name: /^Options for group 1/ }).click();
    await builder.page.getByRole("menuitem", { name: "Collapse" }).click();
    await builder.region.getByRole("button", { name: "Filter in words" }).click();
    await expect(builder.region).toContainText("Users whose plan is pro, or who are not among those");
  },
  dragging: async (builder, { api }) => {
    await builder.openWith(api, { all: [is("plan", "pro"), is("country", "CH"), is("country", "DE")] });
    await builder.drag(builder.grip(builder.conditions().first()), builder.conditions().nth(1), { y: 0.9 });
    await expect(builder.page.locator(".drop-line")).toBeVisible();
  },
  "Move to...": async (builder, { api }) => {
    await builder.openWith(api, { all: [is("plan", "pro"), { any: [is("country", "CH"), is("country", "DE")] }] });
    await builder.conditions().first().getByRole("button", { name: /^Options for/ }).click();
    await builder.page.getByRole("menuitem", { name: /^Move to/ }).click();
    await expect(builder.page.getByRole("dialog")).toBeVisible();
  },
  "Save as...": async (builder, { api }) => {
    await builder.openWith(api, { all: [is("plan", "pro")] });
    await builder.region.getByRole("button", { name: "Save as..." }).click();
    await expect(builder.page.getByRole("dialog")).toBeVisible();
  },
  "as code": async (builder, { api }) => {
    await builder.openWith(api, { all: [is("plan", "pro")] });
    await builder.region.getByRole("button", { name: "Filter as code" }).click();
    await expect(builder.page.getByRole("textbox", { name: "Filter as JSON" })).toBeVisible();
  },
  nobody: async (builder, { api }) => {
    const name = { property: { name: { contains: { value: "AR" } } } };
    await builder.page.goto(`/users?fid=${await api.keep({ all: [is("plan", "PRO"), name] })}`);
    await expect(builder.page.getByRole("table")).toContainText("Ignoring case");
  },
  "an unreadable link": async (builder) => {
    await builder.page.goto("/users?f=1.this-is-no-filter");
    await expect(builder.page.getByRole("group", { name: "Unreadable filter" })).toBeVisible();
  },
  "the sentence": async (builder, { api }) => {
    await builder.page.goto(`/users?fid=${await api.keep(everything)}`);
    await expect(builder.page.getByRole("region", { name: "Filter", exact: true })).toContainText("Plan is pro or team");
  },
};

const looks = [
  { name: "light", colorScheme: "light", forcedColors: "none", width: 1440 },
  { name: "dark", colorScheme: "dark", forcedColors: "none", width: 1440 },
  { name: "forced colors", colorScheme: "dark", forcedColors: "active", width: 1440 },
  // 1440 pixels at 200%.
  { name: "half as wide", colorScheme: "light", forcedColors: "none", width: 720 },
  { name: "phone, dark", colorScheme: "dark", forcedColors: "none", width: 390 },
  { name: "narrow", colorScheme: "light", forcedColors: "none", width: 320 },
] as const;

for (const { name, colorScheme, forcedColors, width } of looks) {
  for (const [state, reach] of Object.entries(states)) {
    test(`${state}, ${name}`, async ({ filtering, audience }) => {
      await filtering.emulateMedia({ colorScheme, forcedColors, reducedMotion: "reduce" });
      await filtering.setViewportSize({ width, height: 900 });
      await reach(new Builder(filtering), audience);
      // While a number is being counted anew, the old one is dimmed on purpose.
      await expect(filtering.locator("#found")).toHaveAttribute("aria-busy", "false");
      await expect(filtering.locator(".is-stale")).toHaveCount(0);
      await expectAccessible(filtering);
      await expectTargetSizes(filtering);
      await expectNoSidewaysScroll(filtering);
    });
  }
}
