// Importing users from CSV: the five steps, by mouse and by keyboard, and the list of imports.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll, expectTargetSizes } from "../fixtures/accessibility.ts";
import { expect, test } from "../fixtures/test.ts";
import { Builder } from "../pages/builder.ts";
import { csv, ImportsPage, ImportWizard } from "../pages/imports.ts";

/** Six rows: three new users, one of them twice, one without an id, one with a time that is none. */
const people = [
  "user_id,email,Full name,plan,seats,created",
  "u-1,ann@example.com,Ann Marsh,pro,5,2026-01-02",
  "u-2,bo@example.com,Bo Lindt,team,,2026-01-03",
  "u-3,cy@example.com,Cy Roth,free,1,2026-01-04",
  ",di@example.com,Di Nobody,free,1,2026-01-04",
  "u-5,ed@example.com,Ed Later,pro,2,once",
  "u-1,ann@example.com,Ann Marsh-Okafor,pro,7,2026-01-02",
].join("\n");

/** A file that takes a while. */
function many(rows: number): string {
  const row = (at: number) => `u-${at},person${at}@example.com,Person ${at},${at % 2 === 0 ? "pro" : "free"},${at}`;
  return ["user_id,email,name,plan,seats", ...Array.from({ length: rows }, (_, at) => row(at))].join("\n");
}

/** The numbers of the rows in the file that the link gives. */
async function rejectedRows(page: Page): Promise<(string | undefined)[]> {
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download rejected rows" }).click();
  const text = await readFile(await (await coming).path(), "utf8");
  return text.trim().split("\r\n").slice(1).map((line) => line.split(",")[0]);
}

test("users come from a file in five steps, and are filtered, kept as a segment and reverted", async ({ signedInEmpty: page, empty }) => {
  const list = await new ImportsPage(page).opened();
  await expect(page.getByRole("heading", { name: "No imports yet" })).toBeVisible();
  await page.getByRole("link", { name: "Import users from CSV" }).click();
  const wizard = new ImportWizard(page);
  await expect(wizard.heading).toHaveText("Choose a file");
  await expect(page.getByText("At most 1 GB.")).toBeVisible();
  await expect(wizard.steps.locator("[aria-current=step]")).toHaveText(/Upload/);
  await wizard.file.setInputFiles(csv(people));
  await wizard.on("What was found");
  await expect(wizard.fact("Rows")).toHaveText("6");
  await expect(wizard.fact("Columns")).toHaveText("6");
  await page.getByLabel("Name of this import").fill("Spring people");
  await wizard.next.click();

  await wizard.on("Who is a row about?");
  await expect(page.getByRole("heading", { name: "Spring people" })).toBeVisible();
  await expect(wizard.column("user_id").getByRole("radio")).toBeChecked();
  await expect(page.getByText("4 of 5 values are different")).toBeVisible();
  await expect(page.getByText("1 row has none: it is rejected.")).toBeVisible();
  await wizard.next.click();

  await wizard.on("Where do the columns go?");
  await expect(wizard.place("Full name")).toHaveValue("Name");
  await expect(wizard.column("Full name")).toContainText("Suggested");
  await expect(page.getByText("2 columns are not imported: plan, seats.")).toBeVisible();
  await wizard.send("plan", /^Create “plan”/);
  await expect(wizard.column("plan")).toContainText("New attribute");
  await wizard.send("seats", /^Create “plan”/, "plan");
  await expect(wizard.column("plan")).toContainText("“seats” goes there, too");
  await wizard.next.click();
  await expect(wizard.place("plan")).toBeFocused();
  await expect(wizard.heading).toHaveText("Where do the columns go?");
  await wizard.send("seats", /^Create “seats”/);
  await expect(page.getByRole("combobox", { name: "Kind of “seats”" })).toHaveValue("number");
  await wizard.next.click();

  await wizard.on("Options and check");
  await wizard.checked();
  await wizard.counts([3, 0, 0, 1, 2]);
  await expect(wizard.status).toContainText("3 users created");
  await expect(page.getByText("“once” in “created” is not a date").first()).toBeVisible();
  expect(await rejectedRows(page)).toEqual(["5", "6"]);
  expect(await empty.api.all()).toEqual([]);
  await wizard.ran();
  await wizard.counts([3, 0, 0, 1, 2]);
  const users = await empty.api.all();
  expect(users.map((user) => `${user.external_id} ${user.name}`).sort()).toEqual(["u-1 Ann Marsh-Okafor", "u-2 Bo Lindt", "u-3 Cy Roth"]);
  expect((await empty.api.only("ann@example.com")).attributes).toMatchObject({ plan: "pro", seats: 7 });
  expect(await rejectedRows(page)).toEqual(["5", "6"]);

  await page.getByRole("link", { name: "All imports" }).click();
  await expect(list.cell("Spring people", "Status")).toHaveText("Done with rejects");
  for (const [head, text] of Object.entries({ File: "people.csv", Rows: "6", Created: "3", Skipped: "1", Rejected: "2" })) {
    await expect(list.cell("Spring people", head)).toHaveText(text);
  }
  await list.act("Spring people", "Create segment");
  await expect(list.notifications).toContainText("Segment “Spring people” created");
  await expect.poll(async () => (await empty.api.segments()).map(({ name, users }) => `${name} ${users}`)).toEqual(["Spring people 3"]);
  await list.act("Spring people", "Filter users of this import");
  await new Builder(page).counts(3);
  await page.goBack();

  await list.act("Spring people", "Revert");
  await expect(list.ask).toContainText("It added 3 users");
  await page.keyboard.press("Escape");
  await expect(list.menu("Spring people")).toBeFocused();
  await list.act("Spring people", "Revert");
  await list.ask.getByRole("button", { name: "Revert import" }).click();
  await expect(list.cell("Spring people", "Status")).toHaveText("Reverted");
  await expect(list.notifications).toContainText("3 users removed, 0 users changed back.");
  expect(await empty.api.all()).toEqual([]);
});

test("all five steps go by keyboard alone", async ({ signedInEmpty: page, empty }) => {
  await page.goto("/imports/new");
  const wizard = new ImportWizard(page);
  const chooser = page.waitForEvent("filechooser");
  await wizard.file.focus();
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(csv(people));
  const { keyboard } = page;
  const onwards = async (heading: string) => {
    await wizard.next.focus();
    await keyboard.press("Enter");
    await wizard.on(heading);
  };
  await wizard.on("What was found");
  await onwards("Who is a row about?");
  await wizard.column("user_id").getByRole("radio").focus();
  await keyboard.press("ArrowDown");
  await expect(wizard.column("email").getByRole("radio")).toBeChecked();
  await expect(page.getByRole("radio", { name: /^E-mail addresses/ })).toBeChecked();
  await onwards("Where do the columns go?");
  await expect(wizard.place("email")).toHaveCount(0);
  await wizard.place("plan").focus();
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(wizard.place("plan")).toHaveValue("plan");
  await expect(wizard.place("plan")).toBeFocused();
  await page.getByRole("button", { name: "Create an attribute for each" }).press("Enter");
  await expect(page.getByText("Every column is imported.")).toBeVisible();
  await expect(wizard.heading).toBeFocused();
  await onwards("Options and check");
  await page.getByRole("checkbox", { name: "Create a segment" }).press("Space");
  await page.getByRole("combobox", { name: "Tag for every user of the file" }).fill("Spring");
  await keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Tag for every user of the file" })).toHaveValue("Spring");
  await wizard.check.press("Enter");
  const found = page.getByRole("heading", { name: "What would happen" });
  await expect(found).toBeFocused();
  await wizard.run.press("Enter");
  await wizard.on("Run");
  await expect(page.locator(".import-state")).toHaveText(/^Done/);
  await expect(wizard.status).toContainText("created");
  const users = await empty.api.all();
  expect(users.map((user) => user.tags.map((tag) => tag.name))).toEqual(users.map(() => ["Spring"]));
  await page.getByRole("link", { name: "Open the segment" }).press("Enter");
  await expect(page.locator("#editor-title")).toHaveText("people");
});

const utf16 = Buffer.from(`\ufeff${people}`, "utf16le");
const formats = [
  { name: "UTF-8 with its mark", file: csv(`\ufeff${people}`), encoding: "UTF-8", delimiter: "Comma" },
  { name: "semicolons", file: csv(people.replaceAll(",", ";")), encoding: "UTF-8", delimiter: "Semicolon" },
  { name: "UTF-16", file: csv(utf16), encoding: "UTF-16, little-endian", delimiter: "Comma" },
  {
    name: "Windows-1252",
    file: csv(Buffer.from(people.replace("Bo Lindt", "Zoë Müller"), "latin1")),
    encoding: "Windows-1252",
    delimiter: "Comma",
  },
];
test("files are read as they are written", async ({ signedInEmpty: page, empty }) => {
  const wizard = new ImportWizard(page);
  for (const { name, file, encoding, delimiter } of formats) {
    await test.step(name, async () => {
      await wizard.uploaded(file);
      await expect(page.getByRole("combobox", { name: "Encoding" })).toHaveValue(encoding);
      await expect(page.getByRole("combobox", { name: "Between cells" })).toHaveValue(delimiter);
      await expect(wizard.fact("Columns")).toHaveText("6");
    });
  }
  await wizard.toCheck();
  await wizard.checked();
  await wizard.ran();
  expect((await empty.api.all()).map((user) => user.name)).toContain("Zoë Müller");
});

test("a guess of how the file is written is changed", async ({ signedInEmpty: page }) => {
  const wizard = await new ImportWizard(page).uploaded(csv(people));
  const [encoding, delimiter] = ["Encoding", "Between cells"].map((name) => page.getByRole("combobox", { name }));
  await delimiter?.selectOption("Semicolon");
  await expect(wizard.fact("Columns")).toHaveText("1");
  await encoding?.selectOption("UTF-16, little-endian");
  await expect(page.locator(".field-error")).toBeVisible();
  await expect(encoding ?? page.locator("none")).toHaveValue("UTF-8");
  await delimiter?.selectOption("Comma");
  await expect(wizard.fact("Columns")).toHaveText("6");
  await expect(page.locator(".field-error")).toHaveCount(0);
});

test("what is no table is told beside the file", async ({ signedInEmpty: page }) => {
  await page.goto("/imports/new");
  const wizard = new ImportWizard(page);
  await wizard.file.setInputFiles(csv("", "nothing.csv"));
  await expect(page.locator("#file-error")).toHaveText("The file is empty.");
  await expect(wizard.file).toBeFocused();
  await wizard.file.setInputFiles(csv(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), "sheet.xlsx"));
  await expect(page.locator("#file-error")).toContainText("Save the sheet as CSV");
  await expect(wizard.alert).toContainText("Save the sheet as CSV");
  // Dropped instead of chosen.
  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["user_id,name\nu-1,Ann\n"], "dropped.csv", { type: "text/csv" }));
    return data;
  });
  await page.locator(".drop-zone").dispatchEvent("drop", { dataTransfer: dropped });
  await wizard.on("What was found");
  await expect(wizard.fact("File")).toHaveText("dropped.csv");
});

test("an upload is given up, and a lost one is told", async ({ signedInEmpty: page }) => {
  await page.goto("/imports/new");
  const wizard = new ImportWizard(page);
  let refuse: (() => Promise<void>) | undefined;
  await page.route("**/api/imports", async (route) => {
    if (route.request().method() === "POST") {
      refuse = () => route.abort();
    } else {
      await route.continue();
    }
  });
  await wizard.file.setInputFiles(csv(people));
  await expect(page.getByRole("progressbar", { name: "Upload" })).toBeVisible();
  await expect(wizard.cancel).toBeFocused();
  await expectAccessible(page);
  await wizard.cancel.click();
  await expect(wizard.file).toBeFocused();
  await expect(page.locator("#file-error")).toBeEmpty();
  refuse = undefined;
  await wizard.file.setInputFiles(csv(people));
  await expect.poll(() => refuse !== undefined).toBe(true);
  await refuse?.();
  await expect(page.locator("#file-error")).toHaveText("The server cannot be reached.");
});

test("a draft is kept at every step, gone on with, and discarded", async ({ signedInEmpty: page }) => {
  const wizard = await new ImportWizard(page).uploaded(csv(people));
  await wizard.next.click();
  await wizard.on("Who is a row about?");
  await wizard.column("email").getByRole("radio").check();
  await wizard.next.click();
  await wizard.on("Where do the columns go?");
  await expect(wizard.place("user_id")).toHaveValue("Do not import");
  // Even a choice that never reached the server is there when the page is loaded again, as soon as the server is.
  let isAway = false;
  await page.route("**/api/imports/*", (route) => {
    if (route.request().method() !== "PATCH") {
      return route.continue();
    }
    return isAway ? route.abort() : undefined;
  });
  await wizard.send("user_id", /^Create “user_id”/);
  isAway = true;
  await page.reload();
  await expect(page.getByRole("heading", { name: "The import could not be loaded" })).toBeVisible();
  await page.unroute("**/api/imports/*");
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(wizard.place("user_id")).toHaveValue("user_id");
  await wizard.back.click();
  await wizard.on("Who is a row about?");
  await expect(wizard.column("email").getByRole("radio")).toBeChecked();
  await page.goBack();
  await expect(wizard.heading).toHaveText("Where do the columns go?");
  await page.getByRole("link", { name: "All imports" }).click();
  const list = new ImportsPage(page);
  await expect(list.cell("people", "Status")).toHaveText("Draft");
  await list.act("people", "Continue");
  await wizard.on("Who is a row about?");
  await wizard.steps.getByRole("link", { name: "Map" }).click();
  await wizard.on("Where do the columns go?");
  await list.tab.click();
  await list.act("people", "Discard draft");
  await list.ask.getByRole("button", { name: "Discard draft" }).click();
  await expect(page.getByRole("heading", { name: "No imports yet" })).toBeFocused();
});

test("a choice that the server refuses is told beside its field", async ({ signedInEmpty: page }) => {
  const wizard = await new ImportWizard(page).uploaded(csv(people));
  await wizard.toCheck();
  await wizard.back.click();
  await wizard.send("plan", /^Create “plan”/);
  await wizard.next.click();
  await wizard.on("Options and check");
  await page.getByRole("checkbox", { name: "Allow new attributes" }).uncheck();
  await expect(page.locator(".form-error")).toContainText("new ones are not allowed");
  await wizard.steps.getByRole("link", { name: "Map" }).click();
  await expect(wizard.column("plan")).toContainText("new ones are not allowed");
  await wizard.next.click();
  await expect(wizard.heading).toHaveText("Where do the columns go?");
  await wizard.send("plan", "Do not import");
  await wizard.next.click();
  await wizard.on("Options and check");
});

test("values that change are shown before they do", async ({ signedInEmpty: page, empty }) => {
  await empty.server.send(empty.writeKey, [{ type: "identify", userId: "u-1", traits: { name: "Ann Old", email: "ann@example.com" } }]);
  const wizard = await new ImportWizard(page).uploaded(csv("user_id,name\nu-1,Ann New\n"));
  await wizard.toCheck();
  await wizard.checked();
  await wizard.counts([0, 1, 0, 0, 0]);
  const cell = page.locator(".import-samples tbody tr");
  await expect(cell).toContainText("Ann Old");
  await expect(cell).toContainText("Ann New");
  await page.getByRole("checkbox", { name: "Update existing users" }).uncheck();
  await expect(page.getByRole("heading", { name: "What would happen" })).toHaveCount(0);
  await wizard.checked();
  await wizard.counts([0, 0, 0, 1, 0]);
});

test("a run is watched, stopped midway and resumed", async ({ signedInEmpty: page, empty }) => {
  test.slow();
  const rows = 40_000;
  const wizard = await new ImportWizard(page).uploaded(csv(many(rows), "many.csv"));
  await wizard.toCheck();
  await wizard.checked();
  await wizard.run.click();
  await expect(page.getByRole("progressbar", { name: "Importing the rows" })).toBeVisible();
  // The list shows how far it is.
  await page.getByRole("link", { name: "All imports" }).click();
  const list = new ImportsPage(page);
  await expect(list.cell("many", "Status")).toHaveText("Running");
  await expect(list.cell("many", "Created")).not.toHaveText("0");
  await list.act("many", "Cancel");
  await expect(list.cell("many", "Status")).toHaveText("Cancelled");
  const users = await empty.api.count({ all: [] });
  expect(users).toBeGreaterThan(0);
  expect(users).toBeLessThan(rows);
  await list.row("many").getByRole("link", { name: "many" }).click();
  await expect(page.getByText("What was done by then stays done.")).toBeVisible();
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(wizard.cancel).toBeFocused();
  // Every tenth is told.
  await expect(wizard.status).toContainText(/\d0%: [\d,]+ of 40,000 rows/, { timeout: 30_000 });
  await expect(page.locator(".import-state")).toHaveText("Done", { timeout: 60_000 });
  await expect(wizard.heading).toBeFocused();
  await expect(wizard.fact("Created")).toHaveText("40,000");
  expect(await empty.api.count({ all: [] })).toBe(rows);
});

test("the list can fail, and an import can be gone", async ({ signedInEmpty: page }) => {
  await page.route("**/api/imports", (route) => route.fulfill({ status: 500, body: "" }));
  await page.goto("/imports");
  await expect(page.getByText("Imports could not be loaded")).toBeVisible();
  await expectAccessible(page);
  await page.unroute("**/api/imports");
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("heading", { name: "No imports yet" })).toBeVisible();
  await page.goto("/imports/7");
  await expect(page.getByRole("heading", { name: "This import does not exist any more" })).toBeVisible();
});

const looks = [
  { name: "light", colorScheme: "light", forcedColors: "none", width: 1440 },
  { name: "dark", colorScheme: "dark", forcedColors: "none", width: 1440 },
  { name: "forced colors", colorScheme: "dark", forcedColors: "active", width: 1440 },
  { name: "phone", colorScheme: "light", forcedColors: "none", width: 390 },
  { name: "narrow", colorScheme: "dark", forcedColors: "none", width: 320 },
] as const;
for (const { name, colorScheme, forcedColors, width } of looks) {
  test(`every step looks as it should, ${name}`, async ({ signedInEmpty: page }) => {
    await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 844 });
    const holds = async () => {
      await expectAccessible(page);
      await expectTargetSizes(page);
      await expectNoSidewaysScroll(page);
    };
    await page.goto("/imports");
    await expect(page.getByRole("heading", { name: "No imports yet" })).toBeVisible();
    await holds();
    await page.goto("/imports/new");
    const wizard = new ImportWizard(page);
    await expect(page.getByText("At most 1 GB.")).toBeVisible();
    await holds();
    await wizard.uploaded(csv(people));
    await holds();
    await wizard.next.click();
    await wizard.on("Who is a row about?");
    await holds();
    await wizard.next.click();
    await wizard.on("Where do the columns go?");
    await wizard.send("plan", /^Create “plan”/);
    await wizard.send("seats", /^Create “plan”/, "plan");
    await holds();
    await wizard.place("seats").click();
    await holds();
    await page.keyboard.press("Escape");
    await wizard.send("seats", "Do not import");
    await wizard.next.click();
    await wizard.on("Options and check");
    await holds();
    await wizard.checked();
    await holds();
    await wizard.ran();
    await expect(page.getByRole("link", { name: "Show these users" })).toBeVisible();
    await holds();
    const list = await new ImportsPage(page).opened();
    await holds();
    await list.act("people", "Revert");
    await holds();
  });
}
