// The signed notes in the documents, read by another program: golang.org/x/mod/sumdb/note, with the keys that
// stand on the same page.
//
//	go run signed_notes.go PAGE…
package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

var (
	block = regexp.MustCompile("(?s)```[a-z]*\n(.*?)```")
	key   = regexp.MustCompile(`[^\s"` + "`" + `|]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}`)
)

func main() {
	failed := false
	for _, page := range os.Args[1:] {
		if err := check(page); err != nil {
			fmt.Printf("%s: %v\n", page, err)
			failed = true
		}
	}
	if failed || len(os.Args) < 2 {
		os.Exit(1)
	}
}

func check(page string) error {
	bytes, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	text := string(bytes)
	var verifiers []note.Verifier
	for _, one := range key.FindAllString(text, -1) {
		if verifier, err := note.NewVerifier(one); err == nil {
			verifiers = append(verifiers, verifier)
		}
	}
	notes := 0
	for _, match := range block.FindAllStringSubmatch(text, -1) {
		if !strings.Contains(match[1], "\n\n— ") {
			continue
		}
		notes++
		opened, err := note.Open([]byte(match[1]), note.VerifierList(verifiers...))
		if err != nil {
			return fmt.Errorf("note %d: %v", notes, err)
		}
		if len(opened.UnverifiedSigs) > 0 {
			return fmt.Errorf("note %d: %d signatures are by no key of the page", notes, len(opened.UnverifiedSigs))
		}
	}
	if notes == 0 {
		return fmt.Errorf("there is no signed note")
	}
	fmt.Printf("%s: %d signed notes\n", page, notes)
	return nil
}
