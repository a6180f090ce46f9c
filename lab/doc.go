// Package lab is the laboratory: real mail servers from Debian's packages in
// network namespaces of their own, a stand-in for Exchange Online Protection, a
// DNS server with made-up names, and hopproof itself, which sends through them
// and verifies what was delivered. It consists of tests; fetch.sh fetches the
// servers.
//
// Nothing leaves the namespaces: they have no way out. All that the laboratory
// makes (namespaces, mounts, processes, files) ends with its process.
package lab
