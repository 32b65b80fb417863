import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { ApiError, call } from "./api";

export interface Project {
  readonly id: string;
  readonly name: string;
}

/** Who is logged in, and what they may do. That it is so stands in a cookie that no script can read. */
export interface Session {
  readonly user: { readonly id: string; readonly name: string; readonly domain: { readonly id: string; readonly name: string } };
  readonly projects: readonly Project[];
  /** The operations that are allowed, such as `vpn:vpnGateways:list`. */
  readonly actions: readonly string[];
  readonly service: { readonly version: string; readonly region: string };
  /** When it ends, however much it is used. */
  readonly expires_at: string;
  /** After so many seconds without use it ends. */
  readonly idle_seconds: number;
}

/** What a page knows of its surroundings. */
export interface Surroundings {
  readonly session: Session;
  readonly project: Project;
  /** Tells that the session has ended, and what to do about it. */
  readonly end: (why: string) => void;
}

const PATH = "/console/session";

interface Answer {
  readonly session: Session;
}

/** @throws ApiError 401 if the name or the password is wrong */
export async function logIn(domain: string, name: string, password: string): Promise<Session> {
  const user = { name, password, domain: { name: domain } };
  const body = { auth: { identity: { methods: ["password"], password: { user } } } };
  return (await call<Answer>("POST", PATH, body)).session;
}

/** The session that another tab has begun, or this one before it was loaded again. */
export async function resumed(): Promise<Session | undefined> {
  try {
    return (await call<Answer>("GET", PATH)).session;
  } catch (e) {
    if (e instanceof ApiError && e.status === 401) return undefined;
    throw e;
  }
}

export async function logOut(): Promise<void> {
  await call("DELETE", PATH);
}

/** Where a user's password is changed, whose old one is wrong if that is refused. */
const PASSWORD = /^\/v3\/users\/[^/]+\/password$/;

/** Whether a call that was refused needs this session, and did not just ask for it. */
export function needsSession(path: string): boolean {
  return path !== PATH && !PASSWORD.test(path) && !path.startsWith("/admin/") && !path.startsWith("/console/operator/");
}

export const Around = createContext<Surroundings | undefined>(undefined);

export function useSurroundings(): Surroundings {
  const found = useContext(Around);
  if (!found) throw new Error("pages are shown to those who are logged in");
  return found;
}

/** The id of the project that is looked at. */
export function useProject(): string {
  return useSurroundings().project.id;
}

/** Whether whoever looks may do something: what they may not is not offered. The service decides in any case. */
export function useMay(): (action: string) => boolean {
  const { session } = useSurroundings();
  return (action) => session.actions.includes(action);
}

const CHOSEN = "causeway.project";

/** The project that this tab looked at, or else the one that was chosen last in any tab, or else the first. */
export function chosenProject(session: Session): Project {
  const of = (storage: Storage) => session.projects.find(({ id }) => id === storage.getItem(CHOSEN));
  return of(sessionStorage) ?? of(localStorage) ?? session.projects[0] ?? { id: "", name: "none" };
}

export function chooseProject(project: Project): void {
  sessionStorage.setItem(CHOSEN, project.id);
  localStorage.setItem(CHOSEN, project.id);
}
