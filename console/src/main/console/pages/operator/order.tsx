import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { Copied } from "../../parts/copy";
import { given, numeric } from "../../parts/fields";
import { AskFor } from "../../parts/inputs";
import { toast } from "../../parts/toasts";

/** Agrees on how many sessions a client gateway of a project may have. The order is nowhere to be read again. */
export function OrderSize({ project }: { project: string }) {
  const [asked, setAsked] = useState(false);
  const [order, setOrder] = useState("");
  const sends = async (draft: { gateway: string; most: string }) => {
    const body = {
      project_id: project,
      p2c_vgw_id: given(draft.gateway) ?? "",
      max_connection_number: numeric(draft.most),
    };
    const { order_id } = await call<{ order_id: string }>("POST", "/admin/v1/orders", body);
    setOrder(order_id);
    toast(`Order ${order_id} is placed`);
  };
  return (
    <section class="card">
      <h2>Size of a client gateway</h2>
      <p>The project changes it itself, by an order that you place. It is shown this once.</p>
      {order && (
        <p>
          <Copied text={order} label="order" />
        </p>
      )}
      <button type="button" onClick={() => setAsked(true)}>
        Place an order
      </button>
      {asked && (
        <AskFor
          title="Place an order"
          yes="Place order"
          what="The order was not placed."
          start={{ gateway: "", most: "" }}
          inputs={() => [
            { key: "gateway", label: "ID of the client gateway", fills: ["p2c_vgw_id"] },
            {
              key: "most",
              label: "Sessions at most",
              fills: ["max_connection_number"],
              as: "number",
              hint: "1 to 500",
            },
          ]}
          sends={sends}
          onClose={() => setAsked(false)}
        />
      )}
    </section>
  );
}
