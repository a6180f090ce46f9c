package manpage

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// sample is a tree with all that a page can show, and text that roff would take
// for markup.
func sample() *cobra.Command {
	run := func(*cobra.Command, []string) {}
	root := &cobra.Command{Use: "prog", Short: "Do it", Long: "prog does it."}
	sub := &cobra.Command{Use: "sub-one [FILE|-]...", Short: "Read a file", Run: run,
		Long: `.sub reads \fBfiles\fR: it's "quoted", 'quoted', ^ and ~ and ` + "`" + `,
` + strings.Repeat("a long text ", 20) + `

Table:
  .first   one
  second   – two

Exit status: 0 done, 2 usage.

After that.`,
		Example: "  prog sub-one --out 'a b' file\n  .prog sub-one"}
	sub.Flags().StringP("out", "o", "here", "write to this `file`")
	sub.Flags().Bool("all", false, "everything")
	sub.Flags().String("secret", "", "unsaid")
	_ = sub.Flags().MarkHidden("secret")
	root.AddCommand(sub, &cobra.Command{Use: "hidden", Hidden: true, Run: run}, &cobra.Command{Use: "other", Short: "SPF", Run: run})
	return root
}

func TestPages(t *testing.T) {
	pages := Pages(sample(), "prog 1.0")
	var files []string
	for _, p := range pages {
		files = append(files, p.File)
	}
	if got := strings.Join(files, " "); got != "prog.1 prog-other.1 prog-sub-one.1" {
		t.Fatal(got)
	}
	text := string(pages[2].Text)
	for _, want := range []string{
		`.TH "PROG\-SUB\-ONE" "1" "" "prog 1.0" "prog manual"`, `[\fIoption\fR]... [FILE|\-]...`,
		"\n\\&.sub reads \\(rsfBfiles\\(rsfR: it\\(aqs", "\\(ha and\n\\(ti and \\(ga", "\n\\&.first   one\nsecond   \\[u2013] two\n.fi",
		".SH \"EXIT STATUS\"\n0 done, 2 usage.\n", "After that.\n.SH \"EXIT STATUS\"", `\fB\-o\fR, \fB\-\-out\fR \fIfile\fR`,
		"write to this file (default here)", "everything\n", "prog sub\\-one \\-\\-out \\(aqa b\\(aq file\n\\&.prog",
		"\\fBprog\\fR(1),\n\\fBprog\\-other\\fR(1)\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "secret") || strings.Contains(text, "hidden") {
		t.Errorf("it shows what is hidden:\n%s", text)
	}
	if again := Pages(sample(), "prog 1.0"); !bytes.Equal(again[2].Text, pages[2].Text) {
		t.Error("another page for the same command")
	}
}

// TestRendered: what a reader sees is the text that the help has.
func TestRendered(t *testing.T) {
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("skipped: groff is not installed")
	}
	render := exec.Command(groff, "-man", "-ww", "-Tascii", "-P-cbou")
	render.Stdin = bytes.NewReader(Pages(sample(), "prog 1.0")[2].Text)
	var complaints bytes.Buffer
	render.Stderr = &complaints
	out, err := render.Output()
	if err != nil || complaints.Len() > 0 {
		t.Fatalf("%v %s", err, complaints.String())
	}
	for _, want := range []string{`.sub reads \fBfiles\fR: it's "quoted", 'quoted',`, "^ and ~ and `", ".first   one", "-o, --out file"} {
		if !strings.Contains(strings.Join(strings.Fields(string(out)), " "), strings.Join(strings.Fields(want), " ")) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}
