// The server's API. Errors carry the status and what the server said.

export class ApiError extends Error {
  constructor(status, body) {
    super(body?.message ?? body?.detail ?? `HTTP ${status}`);
    this.status = status;
    this.body = body;
  }
}

async function answer(response) {
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response.status, body);
  return body;
}

export async function get(path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== "" && value !== null));
  return answer(await fetch(`/api/${path}${query.size ? `?${query}` : ""}`));
}

export async function post(path, content) {
  return answer(
    await fetch(`/api/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(content),
    }),
  );
}

export async function upload(file) {
  return answer(
    await fetch(`/api/uploads?name=${encodeURIComponent(file.name)}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: file,
    }),
  );
}

/** The path of a plan below /api: folders in its name stay folders. */
export function planPath(name) {
  return `plans/${name.split("/").map(encodeURIComponent).join("/")}`;
}
