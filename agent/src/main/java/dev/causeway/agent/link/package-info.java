/// The agent's end of the agent API: enrolment and certificates, documents down, reports up. Everything
/// here survives the controller's absence: the last documents are kept on disk, and a report is built when
/// it can be sent.
package dev.causeway.agent.link;
