/** A value of Terraform's language that is no text: a reference or a variable. */
export class Expression {
  constructor(readonly text: string) {}
}

/** A resource of Terraform, with a request's members as its arguments; objects become blocks. */
export function resource(type: string, name: string, members: Readonly<Record<string, unknown>>): string {
  return `resource "${type}" "${name}" {\n${block(members, 1)}}\n`;
}

function block(members: Readonly<Record<string, unknown>>, depth: number): string {
  const indent = "  ".repeat(depth);
  return Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const many = Array.isArray(value) && value.some(isObject) ? (value as unknown[]) : [value];
      return many
        .map((one) =>
          isObject(one)
            ? `${indent}${name} {\n${block(one, depth + 1)}${indent}}\n`
            : `${indent}${name} = ${literal(one)}\n`,
        )
        .join("");
    })
    .join("");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Expression);
}

function literal(value: unknown): string {
  if (value instanceof Expression) return value.text;
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "string") return String(value);
  return JSON.stringify(value).replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
