// What the page says when something fails, and how it comes back.
import { everyone, nameOf, population } from "../fixtures/people.ts";
import { expectAccessible } from "../fixtures/accessibility.ts";
import { expect, test } from "../fixtures/test.ts";
import { UsersPage } from "../pages/users.ts";

const SEARCH = "**/api/users/search";

test("a failure names the request and waits for Retry", async ({ signedIn }) => {
  const users = new UsersPage(signedIn);
  await signedIn.route(SEARCH, (route) =>
    route.fulfill({
      status: 500,
      contentType: "application/problem+json",
      body: JSON.stringify({
        type: "about:blank",
        title: "Internal Server Error",
        status: 500,
        detail: "Something broke on our side.",
        errors: [],
        request_id: "request-42",
      }),
    }),
  );
  await users.open();
  await expect(users.table).toContainText("Users could not be loaded");
  await expect(users.table).toContainText("request-42");
  await expect(users.counter).toContainText("Count unavailable");
  await expect(users.alert).toContainText("Users could not be loaded");
  await expectAccessible(signedIn);
  await signedIn.unroute(SEARCH);
  await users.table.getByRole("button", { name: "Retry" }).click();
  await expect(users.counter).toHaveText(`${everyone} users found`);
  await expect(users.names().first()).toHaveText(nameOf(0));
});

test("a busy server is asked again without a click", async ({ signedIn }) => {
  const users = new UsersPage(signedIn);
  // It is busy until the page was seen to say so.
  let busy = true;
  await signedIn.route(SEARCH, (route) =>
    busy ? route.fulfill({ status: 503, headers: { "Retry-After": "1" } }) : route.continue(),
  );
  await users.open();
  await expect(users.table).toContainText("Trying again in");
  busy = false;
  await expect(users.counter).toHaveText(`${everyone} users found`, { timeout: 15_000 });
});

test("a stopped server is missed, and found again", async ({ empty, signedInEmpty: page }) => {
  await empty.server.send(empty.writeKey, population(Date.now()));
  const users = await new UsersPage(page).opened();
  await empty.server.pause();
  await users.sortBy("User");
  await expect(users.table).toContainText("Users could not be loaded");
  await empty.server.resume();
  await expect(users.counter).toHaveText(`${everyone} users found`, { timeout: 20_000 });
  await expect(users.head("User")).toHaveAttribute("aria-sort", "descending");
});

test("an old number is never shown as a new one", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await signedIn.route(SEARCH, async (route) => {
    await held;
    await route.continue();
  });
  await users.search.fill("person-1@");
  await expect(users.counter).toHaveAttribute("aria-busy", "true");
  await expect(users.counter.locator(".is-stale")).toHaveText(`${everyone} users found`);
  release();
  await expect(users.counter).toHaveText("1 user found");
  await expect(users.counter).toHaveAttribute("aria-busy", "false");
});

test("answers in the wrong order end with the last question", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened();
  let asked = 0;
  await signedIn.route(SEARCH, async (route) => {
    asked += 1;
    const wait = asked === 1 ? 1_500 : 0;
    await new Promise((resolve) => setTimeout(resolve, wait));
    await route.continue().catch(() => undefined);
  });
  await users.search.pressSequentially("person-1", { delay: 220 });
  await expect(users.counter).toHaveText("11 users found");
  await users.search.fill("person-60@");
  await expect(users.counter).toHaveText("1 user found");
  await expect(users.names()).toHaveText([nameOf(59)]);
});

test("offline is said, and passes", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened();
  await signedIn.context().setOffline(true);
  const banner = signedIn.getByText(/^Offline - showing data from \d{2}:\d{2}/);
  await expect(banner).toBeVisible();
  await expect(users.names()).toHaveCount(25);
  await expectAccessible(signedIn);
  await signedIn.context().setOffline(false);
  await expect(banner).toHaveCount(0);
  await users.settled();
  await expect(users.counter).toHaveText(`${everyone} users found`);
});
