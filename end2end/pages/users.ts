// The page of users as a person meets it: by roles and names.
import { expect, type Locator, type Page } from "@playwright/test";

export class UsersPage {
  readonly counter: Locator;
  readonly table: Locator;
  readonly search: Locator;
  readonly pagination: Locator;
  readonly status: Locator;
  readonly alert: Locator;
  readonly panel: Locator;

  constructor(readonly page: Page) {
    this.counter = page.getByRole("heading", { level: 2 }).and(page.locator("#found"));
    this.table = page.getByRole("table");
    this.search = page.getByRole("textbox", { name: "Search by name, e-mail or ID" });
    this.pagination = page.getByRole("navigation", { name: "Pagination" });
    this.status = page.getByRole("status");
    this.alert = page.getByRole("alert");
    this.panel = page.getByRole("complementary");
  }

  async open(query = ""): Promise<void> {
    await this.page.goto(`/users${query}`);
  }

  /** Opens and waits until the list stands. */
  async opened(query = ""): Promise<this> {
    await this.open(query);
    await expect(this.names().first()).toBeVisible();
    return this;
  }

  /** The same on a page that has no base address. */
  async openedAt(host: string): Promise<this> {
    await this.page.goto(`${host}/users`);
    await expect(this.names().first()).toBeVisible();
    return this;
  }

  /** The links with the users' names, from top to bottom. */
  names(): Locator {
    return this.table.getByRole("rowheader").getByRole("link");
  }

  name(text: string): Locator {
    return this.names().filter({ hasText: new RegExp(`^${text}$`) });
  }

  /** The cells of one column, from top to bottom, without its head. */
  async column(title: string): Promise<string[]> {
    const heads = await this.table.getByRole("columnheader").allInnerTexts();
    const at = heads.findIndex((head) => head.trim() === title);
    expect(at, `the column ${title} is shown`).toBeGreaterThanOrEqual(0);
    return this.table.locator(`tbody tr > :nth-child(${at + 1})`).allInnerTexts();
  }

  head(title: string): Locator {
    return this.table.getByRole("columnheader", { name: title, exact: true });
  }

  async sortBy(title: string): Promise<void> {
    await this.head(title).getByRole("button").click();
  }

  /** Opens a popover by its button and gives it. */
  async popover(name: string): Promise<Locator> {
    await this.page.getByRole("button", { name, exact: true }).click();
    const popover = this.page.getByRole("dialog");
    await expect(popover).toBeVisible();
    return popover;
  }

  /** From the next page load on, remembers everything that screen readers are told. */
  async listen(): Promise<void> {
    await this.page.addInitScript(() => {
      const told: string[] = [];
      Object.assign(window, { told });
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const element = target instanceof Element ? target : target.parentElement;
          const text = element?.closest("[role=status], [role=alert]")?.textContent ?? "";
          if (text !== "" && told.at(-1) !== text) {
            told.push(text);
          }
        }
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });
  }

  /** What screen readers were told, in order. */
  async told(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as { told: string[] }).told);
  }

  /** The page has settled: nothing loads, and the counter is a fact. */
  async settled(): Promise<void> {
    await expect(this.table).toHaveAttribute("aria-busy", "false");
    await expect(this.counter).toHaveAttribute("aria-busy", "false");
  }
}
