package source

// Limits. They bound memory and time, whatever the input is; each one that is
// reached is a [Problem], or shows in the message itself.
const (
	// MaxHead is how much of a message is read in search of the end of its
	// header section, in bytes. Real sections have reached 135 KB.
	MaxHead = 1 << 20
	// MaxItem is the size of an Outlook item, which is read as a whole.
	MaxItem = 64 << 20
	// MaxSpool is the size of a ZIP archive that comes as a stream, in bytes: its
	// list of files stands at its end, so it is kept in a temporary file.
	MaxSpool = 1 << 30
	// MaxDepth is how many layers stand in one another: mail.tar.gz has two.
	MaxDepth = 6
	// MaxList is the size of the list of files in a ZIP archive, in bytes: about
	// 250,000 files. It is held in memory.
	MaxList = 24 << 20
	// MaxRatio is how many bytes each packed byte may become, behind the first
	// freeBytes. Mail is packed to a tenth of its size, rarely to a fiftieth.
	MaxRatio  = 200
	freeBytes = 64 << 20
	// MaxStream is how much is read of a single message that comes as a stream,
	// to know its size.
	MaxStream = 256 << 20
)
