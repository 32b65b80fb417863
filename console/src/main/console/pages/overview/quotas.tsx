import { quotaWord, useQuotas } from "../quotas";

/** From this share on a quota is near its limit. */
const NEAR = 0.8;

/** Quotas that are used up, or nearly; nothing while there is room. */
export function Quotas() {
  const near = (useQuotas().value ?? []).filter((one) => one.quota > 0 && one.used / one.quota >= NEAR);
  if (near.length === 0) return null;
  return (
    <section class="card" aria-labelledby="quotas">
      <h2 id="quotas">Quotas near their limit</h2>
      <ul class="meters">
        {near.map((one) => (
          <li key={one.type}>
            <label>
              <span>{quotaWord(one)}</span>
              <meter min={0} max={one.quota} high={one.quota * NEAR} value={one.used} />
            </label>
            <span class="num">
              {one.used} of {one.quota}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
