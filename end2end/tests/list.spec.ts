// The list of users: counter, order, columns, density, search, paging, and an address that says it all.
import { emailOf, everyone, identified, nameOf } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { UsersPage } from "../pages/users.ts";

test("counts everyone and shows who was active last", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened();
  await expect(users.counter).toHaveText(`${everyone} users found`);
  await expect(signedIn).toHaveTitle(`${everyone} users - Users & Segments`);
  await expect(users.names()).toHaveCount(25);
  await expect(users.names().first()).toHaveText(nameOf(0));
  await expect(users.table).toHaveAttribute("aria-rowcount", String(everyone + 1));
  expect((await users.column("Email"))[0]).toBe(emailOf(0));
  expect((await users.column("Last activity"))[0]).toBe("1 hour ago");
  await expect(users.status).toHaveText(`${everyone} users found`);
});

test("anonymous visitors are told apart by their visitor id", async ({ signedIn, populated }) => {
  const users = await new UsersPage(signedIn).opened("?page=4");
  const [visitor] = await populated.api.search("");
  expect(visitor).toBeDefined();
  const row = users.table.getByRole("row").filter({ hasText: "Anonymous" }).first();
  await expect(row).toContainText(/Visitor \w{4}/);
  await expect(row).toContainText("none");
});

test("a head sorts down, then up, then not at all", async ({ signedIn }) => {
  const users = new UsersPage(signedIn);
  await users.listen();
  await users.opened();
  await expect(users.head("Last activity")).toHaveAttribute("aria-sort", "descending");

  await users.sortBy("User");
  await expect(users.head("User")).toHaveAttribute("aria-sort", "descending");
  await expect(users.head("Last activity")).not.toHaveAttribute("aria-sort");
  const names = Array.from({ length: identified }, (_, index) => nameOf(index));
  const descending = [...names].sort((one, other) => (one.toLowerCase() < other.toLowerCase() ? 1 : -1));
  await expect(users.names()).toHaveText(descending.slice(0, 25));
  await expect(signedIn).toHaveURL(/[?&]sort=-name/);
  await expect.poll(() => users.told()).toContainEqual(expect.stringMatching(/^Sorted by user/i));

  await users.sortBy("User");
  await expect(users.head("User")).toHaveAttribute("aria-sort", "ascending");
  await expect(users.names()).toHaveText([...descending].reverse().slice(0, 25));

  await users.sortBy("User");
  await expect(users.head("Last activity")).toHaveAttribute("aria-sort", "descending");
  await expect(users.names().first()).toHaveText(nameOf(0));
  await expect(signedIn).toHaveURL(/\/users$/);
});

test("search narrows counter and list, and Back leads out of it", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened();
  await users.search.fill("PERSON-1@");
  await expect(users.counter).toHaveText("1 user found");
  await expect(users.names()).toHaveText([nameOf(0)]);
  await expect(signedIn).toHaveURL(/[?&]q=PERSON-1(%40|@)/);
  await expect(signedIn).toHaveTitle("1 user - Users & Segments");

  await users.search.fill("nobody has this");
  await expect(users.counter).toHaveText("No users found");
  await expect(users.table).toContainText("No users match “nobody has this”");
  await signedIn.getByRole("button", { name: "Clear the search", exact: true }).last().click();
  await expect(users.counter).toHaveText(`${everyone} users found`);
  await expect(users.search).toHaveValue("");

  await signedIn.goBack();
  await expect(users.search).toHaveValue("nobody has this");
  await expect(users.counter).toHaveText("No users found");
});

test("pages follow each other to the end", async ({ signedIn }) => {
  const users = new UsersPage(signedIn);
  await users.listen();
  await users.opened();
  await users.pagination.getByRole("link", { name: "Next page" }).click();
  await expect(signedIn).toHaveURL(/[?&]page=2/);
  await expect(users.names().first()).toHaveText(nameOf(25));
  await expect(users.pagination.locator("[aria-current=page]")).toHaveText("2");
  await expect.poll(() => users.told()).toContain("Page 2 of 4");
  await expect(users.table.locator("tbody tr").first()).toHaveAttribute("aria-rowindex", "27");

  await users.pagination.getByRole("link", { name: "Page 4", exact: true }).click();
  await expect(users.names()).toHaveCount(everyone - 75);
  await signedIn.goBack();
  await expect(users.names().first()).toHaveText(nameOf(25));

  await signedIn.getByLabel("Users on a page").selectOption("100");
  await expect(users.names()).toHaveCount(everyone);
  await expect(signedIn).toHaveURL(/[?&]size=100/);
});

test("a page that is no more becomes the last one", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened("?page=9");
  await expect(signedIn).toHaveURL(/[?&]page=4/);
  await expect(users.names()).toHaveCount(everyone - 75);
});

test("columns are chosen, moved and kept", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened();
  let chooser = await users.popover("Columns");
  await chooser.getByLabel("Search columns").fill("pla");
  await chooser.getByRole("checkbox", { name: "plan" }).check();
  await expect(users.head("plan")).toBeVisible();
  expect((await users.column("plan")).slice(0, 3)).toEqual(["free", "team", "pro"]);
  await chooser.getByLabel("Search columns").fill("");
  await chooser.getByRole("button", { name: "Move plan up" }).click();
  await expect(chooser.getByRole("button", { name: "Move plan up" })).toBeFocused();
  await chooser.getByRole("checkbox", { name: "Email" }).uncheck();
  await expect(users.head("Email")).toHaveCount(0);
  const heads = await users.table.getByRole("columnheader").allInnerTexts();
  expect(heads.map((head) => head.trim())).toEqual(["", "User", "Last activity", "plan", "Tags", "Actions"]);
  await signedIn.keyboard.press("Escape");
  await expect(chooser).toBeHidden();

  await users.sortBy("plan");
  await expect.poll(async () => (await users.column("plan"))[0]).toBe("team");
  await signedIn.reload();
  await expect(users.names().first()).toBeVisible();
  await expect(users.head("plan")).toHaveAttribute("aria-sort", "descending");
  await users.opened();
  await expect(users.head("plan")).toBeVisible();

  chooser = await users.popover("Columns");
  await chooser.getByRole("button", { name: "Reset" }).click();
  await expect(users.head("plan")).toHaveCount(0);
  await expect(users.head("Email")).toBeVisible();
});

test("rows become lower and times exact", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened();
  const row = users.table.locator("tbody tr").first();
  expect((await row.boundingBox())?.height).toBeCloseTo(48, -0.5);
  const density = await users.popover("Density");
  await density.getByRole("radio", { name: "Compact" }).check();
  await expect.poll(async () => Math.round((await row.boundingBox())?.height ?? 0)).toBeLessThanOrEqual(37);
  await density.getByRole("radio", { name: /^Absolute/ }).check();
  await expect(row.locator("time")).toHaveText(/\d{1,2} \w{3,4} \d{4},? \d{2}:\d{2}/);
  await signedIn.reload();
  await expect(users.names().first()).toBeVisible();
  expect((await row.boundingBox())?.height).toBeLessThanOrEqual(37);
  await expect(row.locator("time")).toHaveText(/\d{2}:\d{2}/);
});

test("the exact time stands in a tooltip that Escape closes", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened();
  const time = users.table.locator("tbody tr").first().getByRole("button", { name: "1 hour ago" });
  await time.focus();
  const tooltip = signedIn.getByRole("tooltip");
  await expect(tooltip).toBeVisible();
  await expect(tooltip).toContainText(/\(\d{2}:\d{2}:\d{2} UTC\)/);
  await signedIn.keyboard.press("Escape");
  await expect(tooltip).toBeHidden();
  await time.hover();
  await expect(tooltip).toBeVisible();
  await tooltip.hover();
  await expect(tooltip).toBeVisible();
});

test("an address shows the same screen again", async ({ signedIn, browserName }) => {
  expect(browserName).toBe("chromium");
  const users = await new UsersPage(signedIn).opened("?q=person-&sort=name&page=2&size=25&cols=user,plan,email");
  const names = await users.names().allInnerTexts();
  const heads = await users.table.getByRole("columnheader").allInnerTexts();
  await expect(users.search).toHaveValue("person-");
  await expect(users.counter).toHaveText(`${identified} users found`);
  await signedIn.reload();
  await expect(users.names()).toHaveText(names);
  expect(await users.table.getByRole("columnheader").allInnerTexts()).toEqual(heads);
});

test("a link with a filter of a newer version shows no list in its place", async ({ signedIn }) => {
  const users = new UsersPage(signedIn);
  await users.open("?f=9.abc");
  const said = signedIn.getByRole("group", { name: "Unreadable filter" });
  await expect(said).toContainText("The filter in this link could not be read");
  await expect(users.table).toHaveCount(0);
  await signedIn.getByRole("link", { name: "Show all users" }).click();
  await expect(users.names()).toHaveCount(25);
});

test("a name opens the panel, Back and Escape close it", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened();
  await users.name(nameOf(2)).click();
  await expect(users.panel).toContainText(nameOf(2));
  await expect(users.panel).toContainText(emailOf(2));
  await expect(signedIn).toHaveURL(/[?&]user=\d+/);
  await expect(users.name(nameOf(2))).toHaveAttribute("aria-current", "true");
  await signedIn.goBack();
  await expect(users.panel).toHaveCount(0);

  await users.table.getByRole("row").filter({ hasText: emailOf(3) }).getByText(emailOf(3)).click();
  await expect(users.panel).toContainText(nameOf(3));
  await signedIn.keyboard.press("Escape");
  await expect(users.panel).toHaveCount(0);
  await expect(users.name(nameOf(3))).toBeFocused();
  await expect(signedIn).toHaveURL(/\/users$/);
});
