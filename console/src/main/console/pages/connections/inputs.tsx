import type { Option } from "../../parts/controls";
import { Check, ChoiceField, ListField, TextField } from "../../parts/controls";
import type { FormState } from "../../parts/form";
import type { Draft } from "./draft";

/** What the parts of the form share: the draft, and how a part of it becomes another. */
export interface Inputs {
  readonly form: FormState;
  readonly draft: Draft;
  readonly change: (to: Partial<Draft>) => void;
  /** Whether the connection is there already: then every value has been chosen. */
  readonly exists: boolean;
}

type Texts = { [K in keyof Draft]: Draft[K] extends string ? K : never }[keyof Draft];

/** The value of a field and what changes it. */
function bound({ form, draft, change }: Inputs, key: Texts) {
  return { form, of: key, value: draft[key], change: (value: string) => change({ [key]: value }) };
}

const STYLES: readonly Option[] = [
  ["static", "static: the networks are named here"],
  ["policy", "policy: pairs of networks are named here"],
  ["bgp", "bgp: the networks are learnt from the device"],
];

export function NetworkInputs(props: Inputs) {
  const { draft, change, exists } = props;
  return (
    <>
      {!exists && <ChoiceField {...bound(props, "style")} options={STYLES} />}
      <ListField
        {...bound(props, "networks")}
        placeholder="192.168.1.0/24"
        hint={
          draft.style === "bgp"
            ? "What may be learnt from the device; several with spaces, commas or lines"
            : "What is at the site; several with spaces, commas or lines"
        }
      />
      {draft.style === "policy" && (
        <ListField
          {...bound(props, "rules")}
          rows={3}
          placeholder="10.1.0.0/24 to 192.168.1.0/24, 192.168.2.0/24"
          hint="A line for each rule: the network here, the word to, the networks there"
        />
      )}
      {draft.style === "static" && (
        <Check id="nqa" on={draft.nqa} change={(nqa) => change({ nqa })}>
          Ask the device for echoes through the tunnel, and take the tunnel for down when it does not answer
        </Check>
      )}
      {draft.style === "bgp" && (
        <Check id="hub" on={draft.hub} change={(hub) => change({ hub })}>
          Hub: pass what is learnt here on to the gateway's other connections
        </Check>
      )}
      <details>
        <summary>Addresses in the tunnel</summary>
        <TextField
          {...bound(props, "tunnel_local")}
          placeholder="169.254.56.225/30"
          hint="The gateway's end, with its prefix length; chosen by the service if both are empty"
        />
        <TextField {...bound(props, "tunnel_peer")} placeholder="169.254.56.226/30" hint="The device's end" />
      </details>
    </>
  );
}

const PSK_HINT =
  "8 to 128 characters of at least three kinds: capital letters, small letters, digits, special characters";

export function KeyInput(props: Inputs) {
  const hint = props.exists ? `Leave it empty to keep the key that there is. ${PSK_HINT}` : PSK_HINT;
  return <TextField {...bound(props, "psk")} secret hint={hint} />;
}

const words = (...all: string[]): readonly Option[] => all.map((word) => [word, word]);
const CIPHERS = words("aes-128", "aes-192", "aes-256", "aes-128-gcm-16", "aes-256-gcm-16", "3des");
const HASHES = words("sha2-256", "sha2-384", "sha2-512", "sha1", "md5");
const GROUPS = words(
  "group14", "group15", "group16", "group19", "group20", "group21", "group5", "group2", "group1",
);

/** How the ends negotiate. In a new connection each value may be left as it usually is. */
export function PolicyInputs(props: Inputs) {
  const usual = (value: string) => (props.exists ? {} : { none: `As usual: ${value}` });
  const unless = (value: string) => (props.exists ? undefined : `${value} if it is empty`);
  return (
    <div class="halves">
      <div>
        <h3>IKE</h3>
        <ChoiceField {...bound(props, "ike_version")} options={words("v2", "v1")} {...usual("v2")} />
        {props.draft.ike_version === "v1" && (
          <ChoiceField {...bound(props, "ike_mode")} options={words("main", "aggressive")} {...usual("main")} />
        )}
        <ChoiceField {...bound(props, "ike_encryption")} options={CIPHERS} {...usual("aes-128")} />
        <ChoiceField {...bound(props, "ike_integrity")} options={HASHES} {...usual("sha2-256")} />
        <ChoiceField {...bound(props, "ike_group")} options={GROUPS} {...usual("group15")} />
        <TextField {...bound(props, "ike_lifetime")} numeric hint={unless("86400")} />
        <TextField {...bound(props, "local_id")} hint="An address; the gateway's own if it is empty" />
        <TextField {...bound(props, "peer_id")} hint="An address; the customer gateway's if it is empty" />
        <TextField {...bound(props, "dpd_interval")} numeric hint={unless("30")} />
        <TextField {...bound(props, "dpd_timeout")} numeric hint={unless("15")} />
      </div>
      <div>
        <h3>IPsec</h3>
        <ChoiceField {...bound(props, "ipsec_encryption")} options={CIPHERS} {...usual("aes-128")} />
        <ChoiceField {...bound(props, "ipsec_integrity")} options={HASHES} {...usual("sha2-256")} />
        <ChoiceField
          {...bound(props, "pfs")}
          options={[...GROUPS, ["disable", "none"]]}
          {...usual("group15")}
        />
        <TextField {...bound(props, "ipsec_lifetime")} numeric hint={unless("3600")} />
      </div>
    </div>
  );
}
