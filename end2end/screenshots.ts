// Pictures of every state, to be looked at: `npm run screenshots`; they land in end2end/screenshots.
import type { Page } from "@playwright/test";
import { file } from "./fixtures/programs.ts";
import { expect, test as base, withServer, type Workspace } from "./fixtures/test.ts";
import { TagsPage } from "./pages/tags.ts";
import { UsersPage } from "./pages/users.ts";

const test = base.extend<object, { demo: Workspace }>({
  demo: [
    async ({}, use) => {
      await withServer({ demo: true }, use);
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

/** Each state: how to get there from a signed-in page of the demonstration workspace. */
const states: Record<string, (page: Page, users: UsersPage) => Promise<unknown>> = {
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
  segments: (page) => page.goto("/segments"),
  imports: (page) => page.goto("/imports"),
  "new-import": (page) => page.goto("/imports?import=new"),
};

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    const picture = (state: string) => file(`screenshots/${state}-${width}-${colorScheme}.png`);
    const options = { viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme };

    for (const [state, reach] of Object.entries(states)) {
      test(`${state}, ${width}, ${colorScheme}`, async ({ demo, browser, contextOptions }) => {
        const context = await browser.newContext({ ...contextOptions, ...options, baseURL: demo.server.url });
        await context.addCookies(demo.cookies);
        const page = await context.newPage();
        await reach(page, new UsersPage(page));
        await page.waitForTimeout(300);
        await page.screenshot({ path: picture(state) });
        await context.close();
      });
    }

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
      await context.close();
    });
  }
}
