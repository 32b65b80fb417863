import { useEffect, useRef } from "preact/hooks";
import { Copied } from "../../parts/copy";

/** What lets an agent enrol. It is nowhere to be read again. */
export function EnrolmentToken({ host, token }: { host: string; token: string }) {
  const title = useRef<HTMLHeadingElement>(null);
  // Behind the dialog that asked for it, which gives the focus back first.
  useEffect(() => {
    const timer = setTimeout(() => title.current?.focus(), 50);
    return () => clearTimeout(timer);
  }, [token]);
  return (
    <section class="card">
      <h2 ref={title} tabIndex={-1}>
        Enrolment of {host}
      </h2>
      <p>
        Write this token to the file <code>enrolment-token</code> in the agent's data directory. It is shown this once.
      </p>
      <Copied text={token} label="enrolment token" />
    </section>
  );
}
