// The API's description, held against a running server: schemathesis makes up requests of every operation, right ones and
// wrong ones, as a program with a key and as an owner who is signed in, and looks whether the answers are those that the
// description names. ROLLCALL_TEST_API_SECONDS asks for a longer run.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { cookieOf } from "../fixtures/accounts.ts";
import { python } from "../fixtures/programs.ts";
import { expect, test, withServer, type Workspace } from "../fixtures/test.ts";

const seconds = Number(process.env.ROLLCALL_TEST_API_SECONDS ?? "40");
const checks = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"];

interface Asker {
  name: string;
  headers: (workspace: Workspace) => Promise<Record<string, string>>;
  /** What would end the asking itself: whoever revokes their key, or signs out, learns nothing more. */
  without: string[];
}

const askers: Asker[] = [
  {
    name: "a program",
    headers: async ({ server }) => ({ Authorization: `Bearer ${await server.createKey("secret")}` }),
    without: ["/api/keys/{key_id}"],
  },
  {
    name: "an owner",
    headers: async (workspace) => ({ Cookie: cookieOf(workspace), Origin: workspace.server.url }),
    without: ["/api/session", "/api/account/sessions/{session_id}"],
  },
];

for (const asker of askers) {
  test(`answers are as they are described to ${asker.name}`, async () => {
    test.setTimeout((seconds + 60) * 1000);
    await withServer({ demo: true }, (workspace) => describedRightly(asker, workspace));
  });
}

async function describedRightly(asker: Asker, workspace: Workspace): Promise<void> {
  const { server } = workspace;
  const headers = await asker.headers(workspace);
  // Whoever is a stranger would be refused as described.
  const isKnown = async () => (await fetch(`${server.url}/api/accounts`, { headers })).ok;
  const folder = await mkdtemp(join(tmpdir(), "rollcall-description-"));
  try {
    const options = [
      ...Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
      ...["--checks", checks.join(","), "--max-time", `${seconds}`],
      ...["--request-timeout", "20", "--no-color", "--seed", process.env.ROLLCALL_TEST_API_SECONDS === undefined ? "1" : `${Date.now()}`],
      // A stream never ends.
      ...["/api/live", ...asker.without].flatMap((path) => ["--exclude-path", path]),
    ];
    expect(await isKnown(), "before").toBe(true);
    const program = join(dirname(python()), "schemathesis");
    const run = promisify(execFile)(program, ["run", `${server.url}/api/openapi.json`, ...options], {
      cwd: folder,
      maxBuffer: 64 << 20,
    });
    const { failure, stdout } = await run.then(
      ({ stdout }) => ({ failure: "", stdout }),
      (error: { stdout: string; stderr: string }) => ({ failure: `${error.stdout}\n${error.stderr}`, stdout: error.stdout }),
    );
    expect(failure).toBe("");
    const operations = /Tested: (\d+)/.exec(stdout)?.[1];
    expect(Number(operations)).toBeGreaterThan(75);
    expect(await isKnown(), "and still after").toBe(true);
    expect(server.output()).not.toContain("ERROR");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
