import { Status } from "./status";
import type { Props } from "./topology";

/** What leads where, as a list for where there is no room for the picture. */
export function TopologyList({ vpcs, gateways, connections, sites, tone, word, traffic }: Props) {
  const vpcName = new Map(vpcs.map((vpc) => [vpc.id, vpc.name || vpc.id]));
  const siteName = new Map(sites.map((site) => [site.id, site.name]));
  return (
    <ul class="topology-list">
      {gateways.map((gateway) => (
        <li key={gateway.id}>
          <p>
            <a href={gateway.to}>{gateway.name}</a>{" "}
            <span class="quiet">
              in <a href={`/console/vpcs/${gateway.vpc_id}`}>{vpcName.get(gateway.vpc_id)}</a>, {gateway.fact}
            </span>
            <Status of={gateway.status} />
          </p>
          <ul>
            {gateway.nodes?.map(({ status }, i) => (
              <li key={i}>
                <a href={gateway.to}>node {i + 1}</a>
                <Status of={status} />
              </li>
            ))}
            {connections
              .filter((c) => c.vgw_id === gateway.id)
              .map((c) => (
                <li key={c.id}>
                  <a href={`/console/vpn-connections/${c.id}`}>{c.name}</a>{" "}
                  <span class="quiet">
                    to <a href={`/console/customer-gateways/${c.cgw_id}`}>{siteName.get(c.cgw_id)}</a>
                    {traffic.has(c.id) && `, ${traffic.get(c.id)}`}
                  </span>
                  <Status of={c.status} tone={tone(c)} word={word(c)} />
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
