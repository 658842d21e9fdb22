// The list of imports and the steps of one, as a person meets them: by roles and names.
import { expect, type Locator, type Page } from "@playwright/test";

/** A file as the browser's dialog for files hands it over. */
export interface Csv {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export function csv(content: string | Buffer, name = "people.csv"): Csv {
  return { name, mimeType: "text/csv", buffer: typeof content === "string" ? Buffer.from(content, "utf8") : content };
}

export class ImportsPage {
  readonly tab: Locator;
  readonly table: Locator;
  readonly status: Locator;
  readonly ask: Locator;
  readonly notifications: Locator;

  constructor(readonly page: Page) {
    this.tab = page.getByRole("navigation", { name: "Users and segments" }).getByRole("link", { name: "Imports" });
    this.table = page.getByRole("table");
    this.status = page.getByRole("status");
    this.ask = page.getByRole("alertdialog");
    this.notifications = page.getByRole("region", { name: "Notifications" });
  }

  /** Opens the list and waits until it stands. */
  async opened(): Promise<this> {
    await this.page.goto("/imports");
    await expect(this.page.locator("#imports-title")).not.toHaveText("Imports");
    return this;
  }

  row(name: string): Locator {
    return this.table.getByRole("row").filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  /** The cell under a head. */
  cell(name: string, head: string): Locator {
    return this.row(name).locator(`td[data-label="${head}"]`);
  }

  menu(name: string): Locator {
    return this.row(name).getByRole("button", { name: `Actions for ${name}` });
  }

  /** Does something with an import by its menu. */
  async act(name: string, action: string): Promise<void> {
    await this.menu(name).click();
    await this.page.getByRole("menuitem", { name: action, exact: true }).click();
  }
}

export class ImportWizard {
  readonly heading: Locator;
  readonly steps: Locator;
  readonly file: Locator;
  readonly next: Locator;
  readonly back: Locator;
  readonly check: Locator;
  readonly run: Locator;
  readonly cancel: Locator;
  readonly alert: Locator;
  readonly status: Locator;

  constructor(readonly page: Page) {
    this.heading = page.locator("#step-title");
    this.steps = page.getByRole("navigation", { name: "Steps" });
    this.file = page.getByLabel("Drop a CSV file here, or choose one");
    this.next = page.getByRole("button", { name: "Next" });
    this.back = page.getByRole("link", { name: "Back" });
    this.check = page.getByRole("button", { name: /^Check (the file|again)$/ });
    this.run = page.getByRole("button", { name: "Run the import" });
    this.cancel = page.getByRole("button", { name: "Cancel", exact: true });
    this.alert = page.getByRole("alert");
    this.status = page.getByRole("status");
  }

  /** Sends a file and waits for what was found in it. */
  async uploaded(file: Csv): Promise<this> {
    await this.page.goto("/imports/new");
    await this.file.setInputFiles(file);
    await this.on("What was found");
    return this;
  }

  /** The step with this heading is shown, and its heading has the focus. */
  async on(heading: string): Promise<void> {
    await expect(this.heading).toHaveText(heading);
    await expect(this.heading).toBeFocused();
  }

  /** From what was found to the options. */
  async toCheck(): Promise<this> {
    await this.next.click();
    await this.on("Who is a row about?");
    await this.next.click();
    await this.on("Where do the columns go?");
    await this.next.click();
    await this.on("Options and check");
    return this;
  }

  /** What the check found. */
  async checked(): Promise<this> {
    await this.check.click();
    await expect(this.page.getByRole("heading", { name: "What would happen" })).toBeVisible();
    return this;
  }

  /** From the check to the end of the run. */
  async ran(): Promise<this> {
    await this.run.click();
    await this.on("Run");
    await expect(this.page.locator(".import-state")).toHaveText(/^Done/);
    return this;
  }

  /** A fact, or a number, under its word. */
  fact(word: string): Locator {
    return this.page.locator("dl > div").filter({ has: this.page.getByText(word, { exact: true }) }).locator("dd");
  }

  /** The numbers of a check or a run: created, updated, unchanged, skipped, rejected. */
  async counts(numbers: number[]): Promise<void> {
    await expect(this.page.locator(".import-counts dd")).toHaveText(numbers.map(String));
  }

  /** The row of a column. */
  column(name: string): Locator {
    return this.page.locator(".wizard-table tbody tr").filter({ has: this.page.locator(".wizard-column").getByText(name, { exact: true }) });
  }

  place(name: string): Locator {
    return this.page.getByRole("combobox", { name: `Where “${name}” goes` });
  }

  /** Chooses where a column goes. */
  async send(name: string, option: string | RegExp, typed?: string): Promise<void> {
    await this.place(name).click();
    if (typed !== undefined) {
      await this.place(name).fill(typed);
    }
    await this.page.getByRole("option", { name: option }).click();
  }
}
