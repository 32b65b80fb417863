/// On-premises sites in namespaces of their own. Their devices are plain strongSwan configurations, written by hand,
/// that know nothing of the service. Machines of people who work remotely, with a stock client, and CAs of tenants.
package dev.causeway.scenarios.site;
