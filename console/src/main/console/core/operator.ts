import { ApiError, call } from "./api";

/** The one who runs the service is logged in: apart from tenants, in a session that counts for `/admin` alone. */
export interface OperatorSession {
  readonly name: string;
  readonly expires_at: string;
  readonly idle_seconds: number;
}

/** Where it begins; the browser sends its cookie to the other path alone, where it is looked at and ended. */
const BEGINS = "/console/operator/session";
const IS = "/admin/v1/session";

interface Answer {
  readonly operator_session: OperatorSession;
}

/** @throws ApiError 401 if the name or the password is wrong */
export async function operatorLogIn(name: string, password: string): Promise<OperatorSession> {
  return (await call<Answer>("POST", BEGINS, { name, password })).operator_session;
}

export async function operatorResumed(): Promise<OperatorSession | undefined> {
  try {
    return (await call<Answer>("GET", IS)).operator_session;
  } catch (e) {
    if (e instanceof ApiError && e.status === 401) return undefined;
    throw e;
  }
}

export async function operatorLogOut(): Promise<void> {
  await call("DELETE", IS);
}

/** Whether a call that was refused needs this session, and did not just ask for it. */
export function needsOperator(path: string): boolean {
  return path.startsWith("/admin/") && path !== IS;
}
