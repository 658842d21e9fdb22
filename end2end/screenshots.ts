// Pictures of every state, to be looked at: `npm run screenshots`; they land in end2end/screenshots.
import type { Page } from "@playwright/test";
import { builderStates } from "./fixtures/builder-states.ts";
import { importStates } from "./fixtures/import-states.ts";
import { file } from "./fixtures/programs.ts";
import { settingsStates } from "./fixtures/settings-states.ts";
import { expect, test as base, withServer, type Workspace } from "./fixtures/test.ts";
import { TagsPage } from "./pages/tags.ts";
import { UsersPage } from "./pages/users.ts";

const test = base.extend<object, { demo: Workspace }>({
  demo: [
    async ({}, use) => {
      await withServer({ demo: true }, async (workspace) => {
        await prepareSegments(workspace.api);
        await use(workspace);
      });
    },
    { scope: "worker" },
  ],
});

const problem = JSON.stringify({
  type: "about:blank",
  title: "Internal Server Error",
  status: 500,
  detail: "Something broke on our side. It was logged.",
  errors: [],
  request_id: "01JDC4T3M5W6X7Y8Z9",
});

/** Asks the server as a signed-in page does. */
async function ask(page: Page, users: UsersPage, path: string, data: unknown): Promise<Record<string, string>> {
  await users.opened();
  const answer = await page.request.post(path, { data, headers: { Origin: new URL(page.url()).origin } });
  return (await answer.json()) as Record<string, string>;
}

/** A profile of the demonstration workspace, on a tab. */
async function profileOn(page: Page, users: UsersPage, tab: string): Promise<void> {
  await users.opened("?sort=-sessions");
  await users.names().nth(2).click();
  await page.getByRole("tab", { name: tab }).click();
  await expect(page.locator("#profile-panel :is(.values, .timeline, .responses, .part-failed)").first()).toBeVisible();
}

/** A few segments, of which one uses another. */
async function prepareSegments(api: Workspace["api"]): Promise<void> {
  const quiet = { amount: 14, unit: "days" };
  const made = async (name: string, description: string, icon: string, color: string, root: unknown) =>
    api.changeSegment(await api.createSegment(name, root), { description, icon, color });
  const identified = { property: { identified: "is_true" } };
  const regular = { property: { sessions: { at_least: 5 } } };
  await made("Regulars", "Came back five times or more.", "star", "amber", { all: [identified, regular] });
  const [regulars] = await api.segments();
  const inRegulars = { segment: { id: regulars?.segment_id, member: true } };
  await made("Never identified", "", "globe", "purple", { property: { identified: "is_false" } });
  await made("Slipping away", "Regulars who have not been active for two weeks: write to them.", "clock", "pink", {
    all: [inRegulars, { property: { last_activity: { more_than_ago: quiet } } }],
  });
  await made("Active this week", "Was active in the last 7 days.", "bolt", "green", {
    any: [
      { property: { last_activity: { within_last: { amount: 7, unit: "days" } } } },
      { all: [inRegulars, { property: { last_activity: { within_last: { amount: 10, unit: "days" } } } }] },
    ],
  });
}

/** Opens the first segment, with the sizes of 90 days as a server that ran for so long has them. */
async function openSegment(page: Page): Promise<void> {
  await page.route("**/api/segments/*/history", async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { sizes: unknown[] };
    const day = (before: number) => new Date(Date.now() - before * 86_400_000).toISOString().slice(0, 10);
    body.sizes = Array.from({ length: 90 }, (_, at) => ({
      day: day(89 - at),
      users: Math.round(60 + at * 1.4 + 14 * Math.sin(at / 5)),
    }));
    await route.fulfill({ json: body });
  });
  await page.goto("/segments");
  await page.getByRole("rowheader").getByRole("link").first().click();
  await expect(page.locator(".version").first()).toBeVisible();
  await expect(page.locator(".first-users")).toBeVisible();
}

/** Each state: how to get there from a signed-in page of the demonstration workspace. */
const states: Record<string, (page: Page, users: UsersPage, workspace: Workspace) => Promise<unknown>> = {
  list: (_, users) => users.opened(),
  hover: async (_, users) => {
    await users.opened();
    await users.names().nth(3).hover();
  },
  compact: async (page, users) => {
    await page.addInitScript(() => localStorage.setItem("rollcall.density", "compact"));
    await users.opened("?sort=-sessions&cols=user,email,last_activity,sessions,language,tags");
  },
  "last-page": async (_, users) => {
    await users.opened("?page=9");
  },
  loading: async (page, users) => {
    await page.route("**/api/users/search", () => undefined);
    await users.open();
    await expect(page.locator(".skeleton-row").first()).toBeVisible();
    await page.waitForTimeout(400);
  },
  failure: async (page, users) => {
    await page.route("**/api/users/search", (route) =>
      route.fulfill({ status: 500, contentType: "application/problem+json", body: problem }),
    );
    await users.open();
    await expect(page.getByText("Users could not be loaded").first()).toBeVisible();
  },
  "no-match": async (page, users) => {
    await users.open("?q=nobody");
    await expect(page.getByText("No users match").first()).toBeVisible();
  },
  offline: async (page, users) => {
    await users.opened();
    await page.context().setOffline(true);
    await expect(page.getByText(/^Offline/)).toBeVisible();
  },
  columns: async (_, users) => {
    await users.opened();
    await users.popover("Columns");
  },
  density: async (_, users) => {
    await users.opened();
    await users.popover("Density");
  },
  shortcuts: async (page, users) => {
    await users.opened();
    await page.keyboard.press("?");
  },
  panel: async (page, users) => {
    await users.opened("?sort=name");
    await users.names().nth(2).click();
    await expect(page.locator("aside, dialog[open]").getByText("First seen").first()).toBeVisible();
  },
  selection: async (page, users) => {
    await users.opened();
    await page.getByRole("checkbox", { name: "Select all users on this page" }).check();
    await page.getByRole("button", { name: /^Select all .* matching$/ }).click();
    await users.names().nth(3).hover();
  },
  "delete-user": async (page, users) => {
    await users.opened();
    await users.names().nth(2).focus();
    await page.keyboard.press("Delete");
    await expect(page.getByRole("alertdialog")).toBeVisible();
  },
  "delete-users": async (page, users) => {
    await users.opened();
    await page.getByRole("checkbox", { name: "Select all users on this page" }).check();
    await page.keyboard.press("Delete");
    await expect(page.getByRole("alertdialog")).toBeVisible();
  },
  "row-menu": async (page, users) => {
    await users.opened();
    await users.names().nth(2).click({ button: "right" });
    await expect(page.getByRole("menu")).toBeVisible();
  },
  palette: async (page, users) => {
    await users.opened();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("an");
    await expect(page.getByRole("listbox", { name: "Commands" }).getByText("Users", { exact: true })).toBeVisible();
  },
  jobs: async (page, users) => {
    await page.route("**/api/live", (route) => route.abort());
    await users.opened();
    await page.getByRole("checkbox", { name: "Select all users on this page" }).check();
    const running = { status: "running", done: 12, changed: 12 };
    await page.route("**/api/jobs/*", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), ...running } });
    });
    await page.getByRole("group", { name: "Selection" }).getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem").first().click();
    await expect(page.getByRole("progressbar")).toBeVisible();
  },
  "tag-picker": async (page, users) => {
    await users.opened();
    await new TagsPage(page).pickAt(3);
  },
  "tag-picker-create": async (page, users) => {
    await users.opened();
    const tags = new TagsPage(page);
    await tags.pickAt(1);
    await tags.field.fill("be");
  },
  "tag-user": async (page, users) => {
    await users.opened("?sort=name");
    await users.names().nth(2).click();
    await page.getByRole("button", { name: "Tag user" }).click();
    await new TagsPage(page).loaded();
  },
  "manage-tags": async (page, users) => {
    await users.opened();
    const tags = new TagsPage(page);
    await tags.pickAt(1);
    await tags.picker.getByRole("button", { name: "Manage tags" }).click();
    await expect(tags.manage.getByRole("listitem").first()).toBeVisible();
  },
  "manage-tags-edit": async (page, users) => {
    await users.opened();
    const tags = new TagsPage(page);
    await tags.pickAt(1);
    await tags.picker.getByRole("button", { name: "Manage tags" }).click();
    await tags.manage.getByRole("button", { name: /^What to do with/ }).nth(1).click();
    await page.getByRole("menuitem", { name: "Rename or recolour" }).click();
  },
  "panel-activity": (page, users) => profileOn(page, users, "Activity"),
  "panel-events": async (page, users) => {
    await profileOn(page, users, "Activity");
    await page.getByRole("switch", { name: "Show events" }).check();
    await expect(page.locator(".entry").first()).toBeVisible();
  },
  "panel-responses": (page, users) => profileOn(page, users, "Responses"),
  "panel-search": async (page, users) => {
    await profileOn(page, users, "Data");
    await page.getByRole("textbox", { name: "Search attributes by name and value" }).fill("a");
    await page.locator(".values tbody tr").nth(3).hover();
  },
  "panel-edit": async (page, users) => {
    await profileOn(page, users, "Data");
    await page.locator(".values tbody tr").last().scrollIntoViewIfNeeded();
    await page.getByRole("button", { name: /^Edit / }).last().focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
  },
  "panel-failed": async (page, users) => {
    await page.route("**/responses?*", (route) => route.fulfill({ status: 500, contentType: "application/problem+json", body: problem }));
    await profileOn(page, users, "Responses");
  },
  "panel-anonymous": async (page, users) => {
    const filter = { version: 1, root: { all: [{ property: { identified: "is_false" } }] } };
    const kept = await ask(page, users, "/api/filters", { filter });
    await users.opened(`?fid=${kept.filter_id}`);
    await users.names().first().click();
    await expect(page.getByText("How to identify users")).toBeVisible();
  },
  "panel-missing": async (page) => {
    await page.goto("/users?user=999999999");
    await expect(page.getByText("This user no longer exists")).toBeVisible();
  },
  "adding-attributes": async (page, users) => {
    await profileOn(page, users, "Data");
    await page.getByRole("button", { name: "Adding user attributes" }).click();
    await expect(page.getByRole("tab", { name: "curl" })).toBeVisible();
  },
  why: async (page, users) => {
    const plan = { attribute: { key: "plan", test: { text: { one_of: { values: ["team", "pro"] } } } } };
    const seats = { attribute: { key: "seats", test: { number: { at_least: 20 } } } };
    const active = { property: { last_activity: { within_last: { amount: 7, unit: "days" } } } };
    const filter = { version: 1, root: { all: [{ any: [plan, seats] }, active, { not: { property: { email: "is_empty" } } }] } };
    // Another picture may have made it.
    await ask(page, users, "/api/segments", { name: "Power users", filter });
    await profileOn(page, users, "Data");
    await page.getByRole("button", { name: "Why?", exact: true }).click();
    await page.getByRole("combobox", { name: "Ask about" }).selectOption("Power users");
    await expect(page.getByRole("heading", { name: "Every condition" })).toBeVisible();
  },
  segments: async (page) => {
    await page.goto("/segments");
    await expect(page.locator(".segment-number").first()).toBeVisible();
  },
  "segments-menu": async (page) => {
    await page.goto("/segments");
    await page.getByRole("button", { name: /^Actions for/ }).first().click();
  },
  "segments-loading": async (page) => {
    await page.route("**/api/segments*", () => undefined);
    await page.goto("/segments");
    await expect(page.locator(".skeleton-row").first()).toBeVisible();
    await page.waitForTimeout(400);
  },
  "segments-failure": async (page) => {
    await page.route("**/api/segments*", (route) =>
      route.fulfill({ status: 500, contentType: "application/problem+json", body: problem }),
    );
    await page.goto("/segments");
    await expect(page.getByText("Segments could not be loaded")).toBeVisible();
  },
  "segments-no-match": (page) => page.goto("/segments?q=nothing"),
  "segment-delete": async (page) => {
    await page.goto("/segments");
    await page.getByRole("button", { name: /^Actions for/ }).last().click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
  },
  "segment-new": async (page) => {
    await page.goto("/segments/new");
    await expect(page.locator(".first-users")).toBeVisible();
  },
  "segment-editor": async (page) => {
    await openSegment(page);
    await expect(page.locator(".chart")).toBeVisible();
  },
  "segment-editor-history": async (page) => {
    await openSegment(page);
    await page.locator(".version").last().scrollIntoViewIfNeeded();
  },
  "segment-impact": async (page) => {
    await openSegment(page);
    await page.locator("[id$='-remove']").first().click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByRole("alertdialog")).toContainText(/leave\./);
  },
  "segment-unnamed": async (page) => {
    await page.goto("/segments/new");
    await page.getByRole("button", { name: "Add condition" }).first().click();
    await page.getByRole("option").first().click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText(/is not finished/)).toBeVisible();
  },
  "segment-leave": async (page) => {
    await openSegment(page);
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Another name");
    await page.getByRole("link", { name: "All segments" }).click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
  },
};

for (const [state, reach] of Object.entries(builderStates)) {
  states[state] = (page, _, { api }) => reach(page, api);
}

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    const picture = (state: string) => file(`screenshots/${state}-${width}-${colorScheme}.png`);
    const options = { viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme };

    for (const [state, reach] of Object.entries(states)) {
      test(`${state}, ${width}, ${colorScheme}`, async ({ demo, browser, contextOptions }) => {
        const context = await browser.newContext({ ...contextOptions, ...options, baseURL: demo.server.url });
        await context.addCookies(demo.cookies);
        const page = await context.newPage();
        await reach(page, new UsersPage(page), demo);
        await page.waitForTimeout(300);
        await page.screenshot({ path: picture(state) });
        await context.close();
      });
    }

    test(`imports, ${width}, ${colorScheme}`, async ({ empty, browser, contextOptions }) => {
      test.slow();
      const context = await browser.newContext({ ...contextOptions, ...options, baseURL: empty.server.url });
      await context.addCookies(empty.cookies);
      const page = await context.newPage();
      await importStates(page, (state) => page.screenshot({ path: picture(state), fullPage: true, animations: "disabled" }));
      await context.close();
    });

    test(`settings, ${width}, ${colorScheme}`, async ({ empty, browser, contextOptions }) => {
      test.slow();
      const context = await browser.newContext({ ...contextOptions, ...options, baseURL: empty.server.url });
      await context.addCookies(empty.cookies);
      const shoot = (state: string, of: Page) => of.screenshot({ path: picture(state), animations: "disabled" });
      await settingsStates(await context.newPage(), empty, shoot);
      await context.close();
    });

    test(`empty and sign-in, ${width}, ${colorScheme}`, async ({ empty, browser, contextOptions }) => {
      const context = await browser.newContext({ ...contextOptions, ...options, baseURL: empty.server.url });
      const page = await context.newPage();
      await page.goto("/sign-in");
      await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
      await page.screenshot({ path: picture("sign-in") });
      await context.addCookies(empty.cookies);
      await page.goto("/users");
      await expect(page.getByRole("tab", { name: "curl" })).toBeVisible();
      await page.screenshot({ path: picture("empty"), fullPage: true });
      await page.goto("/segments");
      await expect(page.getByRole("button", { name: "Create Slipping away" })).toBeVisible();
      await page.screenshot({ path: picture("segments-empty") });
      await context.close();
    });
  }
}
