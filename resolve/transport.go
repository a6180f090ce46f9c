package resolve

import "context"

// maxMessage is the most that a DNS message can hold, in bytes: its length is
// sent as 16 bits (RFC 1035 section 4.2.2).
const maxMessage = 65535

// headerSize is the length of a message's header (RFC 1035 section 4.1.1).
const headerSize = 12

// Transport carries questions to one server. It is used by many goroutines at
// once.
type Transport interface {
	// Exchange sends one DNS message and brings what came back, which need not
	// be an answer to it: the client checks that. The reply has the identity of
	// the query, even if the transport sent another one. It returns soon after
	// ctx ends. An error that is an [Error] keeps its reason.
	Exchange(ctx context.Context, query []byte) (Reply, error)
	// String is the server, for people: "192.0.2.53:53" or a URL. It holds no
	// control character.
	String() string
}

// Reply is what came back from a server.
type Reply struct {
	Message []byte
	// Age is for how many seconds a cache on the way kept the message (RFC 8484
	// section 5.1).
	Age uint32
}
